import { mkdtemp, readdir, readFile, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoRestaurant } from '../restaurant.ts'
import { drawDish } from './drawDish.ts'
import { LARGEST_BYTES, renderedFolder, renderPictures } from './render.ts'

const { dishes, categories } = demoRestaurant

describe('the pictures of the dishes', () => {
  let folder = ''
  let drawn: string[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pictures-'))
    drawn = await renderPictures(folder)
  }, 240_000)
  afterAll(() => rm(folder, { recursive: true }))

  it('are there for every dish and category, where their documents say', async () => {
    const files = new Set((await readdir(folder)).map((file) => `dishes/${file}`))
    expect([...dishes, ...categories].filter(({ picture }) => !picture || !files.has(picture))).toEqual([])
  })

  it('are kept with the source as they are drawn today (npm run pictures renews them)', () => {
    expect(drawn).toEqual([])
  })

  it('are 480 × 360 and at most 12 KB; those of categories 96 × 96', async () => {
    for (const dish of dishes) {
      const { format, width, height } = await sharp(join(folder, `${dish._id}.webp`)).metadata()
      expect({ format, width, height }).toEqual({ format: 'webp', width: 480, height: 360 })
      expect((await stat(join(folder, `${dish._id}.webp`))).size, dish._id).toBeLessThanOrEqual(LARGEST_BYTES)
    }
    for (const category of categories) {
      const { width, height } = await sharp(join(folder, `category-${category._id}.webp`)).metadata()
      expect({ width, height }).toEqual({ width: 96, height: 96 })
    }
  })

  it('differ from one another to the eye, at the size of a fingernail too', async () => {
    const small = await Promise.all(
      dishes.map(({ _id }) =>
        sharp(join(folder, `${_id}.webp`))
          .resize(24, 18)
          .removeAlpha()
          .raw()
          .toBuffer(),
      ),
    )
    const difference = (first: Buffer, second: Buffer) =>
      first.reduce((sum, value, i) => sum + Math.abs(value - second[i]!), 0) / first.length
    const alike = dishes.flatMap((dish, i) =>
      dishes
        .slice(i + 1)
        .filter((_, j) => difference(small[i]!, small[i + 1 + j]!) < 4)
        .map((other) => [dish._id, other._id]),
    )
    expect(alike).toEqual([])
  })

  it('are written again only where one is missing', async () => {
    const [kept, lost] = [join(folder, 'dandan.webp'), join(folder, 'rice.webp')]
    const long = new Date('2020-01-01T00:00:00Z')
    await utimes(kept, long, long)
    await unlink(lost)
    await renderPictures(folder)
    expect((await stat(kept)).mtime).toEqual(long)
    expect(await readFile(lost)).toEqual(await readFile(join(renderedFolder, 'rice.webp')))
  })

  it('are drawn anew when a drawing changed', async () => {
    const manifestFile = join(folder, 'manifest.json')
    const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, string>
    await writeFile(manifestFile, JSON.stringify({ ...manifest, 'logo.webp': 'of an older drawing' }))
    await writeFile(join(folder, 'logo.webp'), 'older')
    await renderPictures(folder)
    expect((await sharp(join(folder, 'logo.webp')).metadata()).width).toBe(240)
  })
})

describe('drawDish', () => {
  it('draws the same dish the same way each time', () => {
    expect(drawDish({ _id: 'dandan' })).toBe(drawDish({ _id: 'dandan' }))
  })

  it('refuses a dish that it has no recipe for, by name', () => {
    expect(() => drawDish({ _id: 'unknown' })).toThrow(expect.objectContaining({ code: 'NO_RECIPE', dish: 'unknown' }))
  })
})

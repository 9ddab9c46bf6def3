import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { demoRestaurant } from '../restaurant.ts'
import { drawCategory, drawDish } from './drawDish.ts'
import { drawLogo } from './drawLogo.ts'

/** What a phone on a slow line may be asked to load for one picture. */
export const LARGEST_BYTES = 12 * 1024

interface Picture {
  file: string
  svg: () => string
  width: number
  height: number
}

/** From best to smallest: quality of WebP, and how far fine grain is softened first (px), which costs the eye less than a low quality. */
const ladder = [
  [86, 0],
  [78, 0],
  [70, 0],
  [62, 0],
  [54, 0],
  [60, 0.5],
  [54, 0.6],
  [50, 0.7],
  [50, 0.9],
  [44, 1],
  [38, 1.1],
  [30, 1.2],
  [22, 1.4],
  [12, 1.6],
] as const

/** Pictures that are kept with the source, so that a newcomer need not wait a minute for the drawing. */
export const renderedFolder = join(dirname(fileURLToPath(import.meta.url)), 'rendered')

/**
 * Writes `<dishId>.webp` (480 × 360, at most LARGEST_BYTES), `category-<id>.webp` (96 × 96) and `logo.webp` (240 × 240) into a folder,
 * but only those that are missing or whose drawing changed since the last time (`manifest.json` keeps the hash of each drawing).
 * One that is kept with the source and still true is copied; any other is drawn, which takes most of a second.
 * @returns the files that had to be drawn
 */
export async function renderPictures(outFolder: string): Promise<string[]> {
  await mkdir(outFolder, { recursive: true })
  const before = await readManifest(outFolder)
  const kept = await readManifest(renderedFolder)
  const after: Record<string, string> = {}
  const drawn: string[] = []
  for (const picture of pictures()) {
    const { file } = picture
    const svg = picture.svg()
    const hash = createHash('sha256').update(JSON.stringify(ladder)).update(svg).digest('hex').slice(0, 16)
    after[file] = hash
    if (before[file] === hash && (await exists(join(outFolder, file)))) continue
    if (kept[file] === hash && (await exists(join(renderedFolder, file)))) {
      await copyFile(join(renderedFolder, file), join(outFolder, file))
      continue
    }
    await writeFile(join(outFolder, file), await encode(svg, picture))
    drawn.push(file)
  }
  await writeFile(join(outFolder, 'manifest.json'), `${JSON.stringify(after, null, 2)}\n`)
  return drawn
}

function pictures(): Picture[] {
  return [
    ...demoRestaurant.dishes.map((dish) => ({
      file: `${dish._id}.webp`,
      svg: () => drawDish(dish),
      width: 480,
      height: 360,
    })),
    ...demoRestaurant.categories.map((category) => ({
      file: `category-${category._id}.webp`,
      svg: () => drawCategory(category),
      width: 96,
      height: 96,
    })),
    { file: 'logo.webp', svg: drawLogo, width: 240, height: 240 },
  ]
}

/** The best step of the ladder that fits; found by halving, since each step is smaller than the one before. */
async function encode(svg: string, { width, height }: Picture): Promise<Buffer> {
  const { data, info } = await sharp(Buffer.from(svg)).resize(width, height).raw().toBuffer({ resolveWithObject: true })
  const attempt = ([quality, soften]: (typeof ladder)[number]) => {
    const image = sharp(data, { raw: info })
    return (soften > 0 ? image.blur(soften) : image).webp({ quality, effort: 5, smartSubsample: true }).toBuffer()
  }
  let [low, high] = [0, ladder.length - 1]
  let best: Buffer | undefined
  while (low <= high) {
    const middle = (low + high) >> 1
    const tried = await attempt(ladder[middle]!)
    if (tried.length <= LARGEST_BYTES) {
      best = tried
      high = middle - 1
    } else low = middle + 1
  }
  return best ?? attempt(ladder[ladder.length - 1]!)
}

async function readManifest(folder: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

import { createHash } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { demoRestaurant } from '../restaurant.ts'
import { drawCategory, drawDish } from './drawDish.ts'
import { drawLogo } from './drawLogo.ts'

/** What a phone on a slow line may be asked to load for one picture. */
export const LARGEST_BYTES = 12 * 1024

/** Pictures drawn side by side: as many as a small machine has cores to spare. */
const AT_ONCE = 3

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

/**
 * Writes `<dishId>.webp` (480 × 360, at most LARGEST_BYTES), `category-<id>.webp` (96 × 96) and `logo.webp` (240 × 240) into a folder,
 * but only those that are missing or whose drawing changed since the last time (`manifest.json` keeps the hash of each drawing).
 */
export async function renderPictures(outFolder: string): Promise<void> {
  await mkdir(outFolder, { recursive: true })
  const manifestFile = join(outFolder, 'manifest.json')
  const before = await readManifest(manifestFile)
  const after: Record<string, string> = {}
  const waiting = pictures()
  const draw = async () => {
    for (let picture = waiting.shift(); picture; picture = waiting.shift()) await drawOne(picture)
  }
  const drawOne = async (picture: Picture) => {
    const svg = picture.svg()
    const hash = createHash('sha256').update(JSON.stringify(ladder)).update(svg).digest('hex').slice(0, 16)
    after[picture.file] = hash
    const target = join(outFolder, picture.file)
    if (before[picture.file] === hash && (await exists(target))) return
    await writeFile(target, await encode(svg, picture))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, draw))
  const sorted = Object.fromEntries(Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`)
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

async function readManifest(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

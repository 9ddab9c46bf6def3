import { type Random, seeded } from './random.ts'

export const WIDTH = 480
export const HEIGHT = 360

/** One picture being drawn: shared definitions (gradients, filters, clips), and the numbers its shapes are drawn from. */
export interface Scene {
  random: Random
  /** Adds a definition once and returns its reference, `url(#…)`; `write` gets the id to put on it. */
  define(key: string, write: (id: string) => string): string
  definitions(): string
}

/** An empty picture; `seed` (a dish id) decides every chance in it. */
export function openScene(seed: string): Scene {
  const known = new Map<string, { id: string; text: string }>()
  return {
    random: seeded(seed),
    define(key, write) {
      const found = known.get(key)
      if (found) return `url(#${found.id})`
      const id = `d${known.size}`
      known.set(key, { id, text: write(id) })
      return `url(#${id})`
    },
    definitions: () => [...known.values()].map(({ text }) => text).join(''),
  }
}

/** The part of the drawing that the frame shows: near enough that the food fills it. */
const FRAME = '26 20 428 321'

/** The square around the middle, for the smallest pictures. */
const SQUARE = '110 40 260 260'

/** A whole SVG document of the frame (or of the square in it), in slightly richer colour than it was mixed. */
export function closeScene(scene: Scene, body: string, square = false): string {
  const [view, width, height] = square ? [SQUARE, HEIGHT, HEIGHT] : [FRAME, WIDTH, HEIGHT]
  const rich =
    '<filter id="rich" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feColorMatrix type="saturate" values="1.16"/></filter>'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${view}"><defs>${rich}${scene.definitions()}</defs><g filter="url(#rich)">${body}</g></svg>`
}

type Stop = readonly [offset: number, color: string, opacity?: number]

const stops = (list: readonly Stop[]) =>
  list
    .map(
      ([at, color, opacity]) =>
        `<stop offset="${at}" stop-color="${color}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
    )
    .join('')

/** A gradient from one corner of the shape to another; by default along the light, top left to bottom right. */
export function linear(scene: Scene, list: readonly Stop[], [x1, y1, x2, y2] = [0.1, 0, 0.9, 1]): string {
  return scene.define(
    `linear ${x1} ${y1} ${x2} ${y2} ${stops(list)}`,
    (id) => `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stops(list)}</linearGradient>`,
  )
}

/** A gradient from a point inside the shape (fractions of its box) outward. */
export function radial(scene: Scene, list: readonly Stop[], [cx, cy, r] = [0.38, 0.32, 0.75]): string {
  return scene.define(
    `radial ${cx} ${cy} ${r} ${stops(list)}`,
    (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stops(list)}</radialGradient>`,
  )
}

/** A clip that keeps what is inside the path. */
export function clip(scene: Scene, path: string): string {
  return scene.define(`clip ${path}`, (id) => `<clipPath id="${id}"><path d="${path}"/></clipPath>`)
}

/** A filter that softens a shape by that many px. */
export function blur(scene: Scene, deviation: number): string {
  return scene.define(
    `blur ${deviation}`,
    (id) =>
      `<filter id="${id}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`,
  )
}

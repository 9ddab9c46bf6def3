import { grow, heap, type Oval, type Placement, type Point, place, scatter, TILT } from './geometry.ts'
import type { Scene } from './scene.ts'

export type Draw = (scene: Scene, at: Placement) => string

export interface Strewing {
  size?: number
  /** how much sizes differ: 0.15 is fifteen percent either way */
  vary?: number
  /** the turns (radians) that ingredients lie in; any by default */
  turn?: readonly [number, number]
  tilt?: number
}

/** Draws an ingredient at each point, each turned and sized by its own chance. */
export function strew(scene: Scene, points: readonly Point[], draw: Draw, look: Strewing = {}): string {
  const { size = 1, vary = 0.15, turn = [0, Math.PI * 2], tilt = TILT } = look
  const { random } = scene
  return points
    .map(([x, y]) => draw(scene, place(x, y, random.between(turn[0], turn[1]), size * (1 + random.sway(vary)), tilt)))
    .join('')
}

/** Spreads an ingredient over an oval. */
export function sprinkle(scene: Scene, area: Oval, count: number, draw: Draw, look: Strewing = {}): string {
  return strew(scene, scatter(scene.random, area, count), draw, look)
}

/** Heaps an ingredient `height` px high over an oval; under a high heap lies a first layer, so that no ground shows through. */
export function mound(
  scene: Scene,
  area: Oval,
  count: number,
  height: number,
  draw: Draw,
  look: Strewing = {},
): string {
  const ground = height >= 20 ? sprinkle(scene, grow(area, 0.92), Math.ceil(count * 0.45), draw, look) : ''
  return ground + strew(scene, heap(scene.random, area, count, height), draw, look)
}

/** Heaps several ingredients together, mixed. */
export function medley(
  scene: Scene,
  area: Oval,
  count: number,
  height: number,
  draws: readonly Draw[],
  look: Strewing = {},
): string {
  return mound(scene, area, count, height, (inside, at) => inside.random.pick(draws)(inside, at), look)
}

/** Draws an ingredient at given placements, in their order. */
export function each(scene: Scene, placements: readonly Placement[], draw: Draw): string {
  return placements.map((at) => draw(scene, at)).join('')
}

/** Two or more lists of placements in one order from far to near, each with its own ingredient. */
export function layered(scene: Scene, groups: readonly (readonly [readonly Placement[], Draw])[]): string {
  return groups
    .flatMap(([placements, draw]) => placements.map((at) => ({ at, draw })))
    .sort((a, b) => a.at.y - b.at.y)
    .map(({ at, draw }) => draw(scene, at))
    .join('')
}

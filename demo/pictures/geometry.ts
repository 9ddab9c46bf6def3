import type { Random } from './random.ts'

export type Point = readonly [x: number, y: number]

/** How much a circle lying on the table is flattened for a viewer at three quarters above it. */
export const TILT = 0.68

/** Where an ingredient lies: its middle in the picture, its turn (radians), size, and how far it lies down (TILT) or faces us (1). */
export interface Placement {
  x: number
  y: number
  turn: number
  size: number
  tilt: number
}

export interface Oval {
  x: number
  y: number
  rx: number
  ry: number
}

/** The oval that a circle of radius `rx` on the table shows. */
export function lying(x: number, y: number, rx: number): Oval {
  return { x, y, rx, ry: rx * TILT }
}

/** The same oval, larger or smaller about its middle. */
export function grow(oval: Oval, by: number): Oval {
  return { ...oval, rx: oval.rx * by, ry: oval.ry * by }
}

/** A placement, lying flat unless `tilt` says otherwise. */
export function place(x: number, y: number, turn = 0, size = 1, tilt = TILT): Placement {
  return { x, y, turn, size, tilt }
}

/** Moves a point from an ingredient's own plane into the picture. */
export function project({ x, y, turn, size, tilt }: Placement, [px, py]: Point): Point {
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  return [x + size * (px * cos - py * sin), y + size * (px * sin + py * cos) * tilt]
}

/** A coordinate as SVG text: a tenth of a pixel is as fine as the eye goes. */
export const n = (value: number) => String(Math.round(value * 10) / 10)

const pair = ([x, y]: Point) => `${n(x)} ${n(y)}`

/** A smooth curve through the points (Catmull-Rom as Béziers), as path data. */
export function curve(points: readonly Point[], closed: boolean): string {
  const last = points.length - 1
  const pick = (i: number): Point =>
    closed ? points[(i + points.length) % points.length]! : points[Math.max(0, Math.min(last, i))]!
  let path = `M${pair(points[0]!)}`
  for (let i = 0; i < (closed ? points.length : last); i++) {
    const [before, from, to, after] = [pick(i - 1), pick(i), pick(i + 1), pick(i + 2)]
    const first: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
    const second: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
    path += `C${pair(first)} ${pair(second)} ${pair(to)}`
  }
  return closed ? `${path}Z` : path
}

/** A smooth outline through an ingredient's own points, as path data in the picture. */
export function closedCurve(at: Placement, points: readonly Point[]): string {
  return curve(
    points.map((point) => project(at, point)),
    true,
  )
}

/** A smooth line through an ingredient's own points, as path data in the picture. */
export function openCurve(at: Placement, points: readonly Point[]): string {
  return curve(
    points.map((point) => project(at, point)),
    false,
  )
}

/** A shape with straight sides between an ingredient's own points, as path data in the picture. */
export function polygon(at: Placement, points: readonly Point[]): string {
  return `M${points.map((point) => pair(project(at, point))).join('L')}Z`
}

/** Points around an uneven oval: `wobble` 0 is a clean oval, 0.3 a torn one. */
export function blob(random: Random, rx: number, ry: number, count: number, wobble: number): Point[] {
  const start = random.next() * Math.PI * 2
  return Array.from({ length: count }, (_, i) => {
    const angle = start + (i / count) * Math.PI * 2
    const reach = 1 + random.sway(wobble)
    return [Math.cos(angle) * rx * reach, Math.sin(angle) * ry * reach] as const
  })
}

/** Spreads `count` places evenly but not regularly over an oval, the farthest first, so that the nearest is drawn on top. */
export function scatter(random: Random, oval: Oval, count: number): Point[] {
  const chosen: Point[] = []
  for (let i = 0; i < count; i++) {
    let best: Point = [0, 0]
    let farthest = -1
    for (let attempt = 0; attempt < 14; attempt++) {
      const angle = random.next() * Math.PI * 2
      const reach = Math.sqrt(random.next())
      const candidate: Point = [Math.cos(angle) * reach, Math.sin(angle) * reach]
      const distance = Math.min(2, ...chosen.map(([x, y]) => Math.hypot(x - candidate[0], y - candidate[1])))
      if (distance > farthest) [best, farthest] = [candidate, distance]
    }
    chosen.push(best)
  }
  return chosen.map(([x, y]): Point => [oval.x + x * oval.rx, oval.y + y * oval.ry]).sort((a, b) => a[1] - b[1])
}

/** Like scatter, on a hill `height` px high in the middle of the oval. */
export function heap(random: Random, oval: Oval, count: number, height: number): Point[] {
  return scatter(random, oval, count).map(([x, y]) => {
    const reach = Math.min(1, Math.hypot((x - oval.x) / oval.rx, (y - oval.y) / oval.ry))
    return [x, y - height * Math.cos((reach * Math.PI) / 2)]
  })
}

/** Ingredients side by side around an oval, each turned outward from its middle, the farthest first. */
export function ring(oval: Oval, count: number, { size = 1, from = 0, turn = 0 } = {}): Placement[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = from + (i / count) * Math.PI * 2
    return place(oval.x + Math.cos(angle) * oval.rx, oval.y + Math.sin(angle) * oval.ry, angle + turn, size)
  }).sort((a, b) => a.y - b.y)
}

/** Ingredients lying behind one another along a line, each covering half of the one before. */
export function overlapping(
  from: Point,
  to: Point,
  count: number,
  { size = 1, turn = 0, tilt = TILT } = {},
): Placement[] {
  return Array.from({ length: count }, (_, i) => {
    const part = count === 1 ? 0.5 : i / (count - 1)
    return place(from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, turn, size, tilt)
  })
}

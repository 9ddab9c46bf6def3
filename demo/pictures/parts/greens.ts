import { darker, lighter, mix } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement, type Point } from '../geometry.ts'
import { material } from '../material.ts'
import { linear, type Scene } from '../scene.ts'

/** A cut ring of spring onion. */
export function onionRing(scene: Scene, at: Placement): string {
  const { x, y, size: s, turn } = at
  const green = scene.random.pick(['#3f8f2f', '#5aa83a', '#7fbf55', '#2f7a2a'])
  const ring = `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(4.4 * s)}" ry="${n(3.2 * s)}" transform="rotate(${n((turn * 180) / Math.PI)} ${n(x)} ${n(y)})"`
  return `<g ${material(scene, { round: 1.1, gloss: 0.7, shadow: 1.3 })}>${ring} fill="${mix(green, '#eef7c8', 0.55)}" stroke="${green}" stroke-width="${n(2.1 * s)}"/></g>`
}

/** A length of spring onion, white toward the root. */
export function onionStick(scene: Scene, at: Placement, length = 20): string {
  const body = closedCurve(at, [
    [-length, -3.6],
    [0, -4],
    [length, -3.4],
    [length, 3.4],
    [0, 4],
    [-length, 3.6],
  ])
  return `<path d="${body}" fill="${linear(
    scene,
    [
      [0, '#f2f6d8'],
      [0.4, '#b6d682'],
      [1, '#3d8a2d'],
    ],
    [0, 0, 1, 0.3],
  )}" ${material(scene, { round: 2.2, gloss: 0.8, shadow: 2.4 })}/>`
}

/** A coriander sprig: three lobed leaflets on a stem. */
export function coriander(scene: Scene, at: Placement): string {
  const { random } = scene
  const leaflet = (cx: number, cy: number, r: number) => {
    const lobes: Point[] = Array.from({ length: 12 }, (_, i) => {
      const angle = (i / 12) * Math.PI * 2
      const reach = r * (i % 2 ? 0.68 : 1.05) * (1 + random.sway(0.12))
      return [cx + Math.cos(angle) * reach, cy + Math.sin(angle) * reach] as const
    })
    return closedCurve(at, lobes)
  }
  const green = random.pick(['#3f9232', '#4ea53c', '#2f7d2c'])
  const fill = linear(scene, [
    [0, lighter(green, 0.3)],
    [0.6, green],
    [1, darker(green, 0.35)],
  ])
  return `<g ${material(scene, { round: 1.5, gloss: 0.45, shadow: 2 })}><path d="${openCurve(at, [
    [-16, 6],
    [-6, 2],
    [4, 0],
  ])}" stroke="#8cbf5c" stroke-width="2.2" fill="none" stroke-linecap="round"/><path d="${leaflet(8, -1, 7)}${leaflet(0, -8, 6)}${leaflet(1, 7, 6)}" fill="${fill}"/></g>`
}

export interface LeafLook {
  color: string
  stem: string
  length: number
  width: number
  /** how ruffled its edge is: 0 smooth … 0.3 */
  ruffle: number
}

export const leaves = {
  bokChoy: { color: '#459a35', stem: '#cfe6a2', length: 50, width: 20, ruffle: 0.06 },
  peaShoot: { color: '#4aa238', stem: '#a6cf6d', length: 30, width: 13, ruffle: 0.05 },
  lettuce: { color: '#86c94c', stem: '#e9f4c0', length: 50, width: 28, ruffle: 0.1 },
  cabbage: { color: '#d9e389', stem: '#fbfbe8', length: 52, width: 25, ruffle: 0.09 },
  spinach: { color: '#2f7a30', stem: '#7fb658', length: 40, width: 16, ruffle: 0.05 },
} satisfies Record<string, LeafLook>

/** A leaf from its stem (at the left end) to its tip, with its ribs. */
export function leaf(scene: Scene, at: Placement, { color, stem, length: l, width: w, ruffle }: LeafLook): string {
  const { random } = scene
  const edge: Point[] = []
  const steps = ruffle > 0.08 ? 9 : 6
  for (const side of [-1, 1]) {
    for (let i = 0; i <= steps; i++) {
      const part = side < 0 ? i / steps : 1 - i / steps
      const reach = Math.sin(Math.min(1, part * 0.92 + 0.1) * Math.PI) ** 0.75
      const wave = 1 + (ruffle > 0.08 ? (i % 2 ? -ruffle : ruffle) : 0) + random.sway(ruffle * 0.6)
      edge.push([-l * 0.35 + part * l * 1.35, side * w * reach * wave])
    }
  }
  const bow = random.sway(w * 0.2)
  const fill = linear(scene, [
    [0, lighter(color, 0.32)],
    [0.5, color],
    [1, darker(color, 0.36)],
  ])
  const ribs = [0.15, 0.4, 0.65]
    .map((part) => {
      const from = -l * 0.3 + part * l
      return (
        openCurve(at, [
          [from, bow * part],
          [from + l * 0.2, -w * 0.55],
        ]) +
        openCurve(at, [
          [from, bow * part],
          [from + l * 0.2, w * 0.55],
        ])
      )
    })
    .join('')
  return (
    `<g ${material(scene, { round: 2.4, gloss: 0.5, shine: 14, shadow: 3, grain: { frequency: '.05 .09', amount: 0.45 } })}>` +
    `<path d="${closedCurve(at, edge)}" fill="${fill}"/>` +
    `<path d="${openCurve(at, [
      [-l * 0.52, 0],
      [-l * 0.2, bow * 0.4],
      [l * 0.3, bow],
      [l * 0.85, 0],
    ])}" stroke="${stem}" stroke-width="${n(w * 0.24 * at.size)}" stroke-linecap="round" fill="none"/></g>` +
    `<path d="${ribs}" stroke="${stem}" stroke-width="1" fill="none" opacity=".55"/>`
  )
}

interface HeadLook {
  leaf: LeafLook
  rib: string
  shade: string
  /** how broad the white ribs are */
  broad: number
}

/** A head of leaves on broad ribs, halved or whole, its foot at the left. */
function head(scene: Scene, at: Placement, { leaf: look, rib, shade, broad }: HeadLook): string {
  const leafy = [-0.4, 0.4, -0.13, 0.13].map((angle) => leaf(scene, { ...at, turn: at.turn + angle }, look)).join('')
  const ribs = [-0.26, 0.26, 0]
    .map((angle) => {
      const outline = closedCurve({ ...at, turn: at.turn + angle }, [
        [-46, -6 * broad],
        [-30, -11 * broad],
        [-8, -8 * broad],
        [22, -2.6],
        [34, 0],
        [22, 2.6],
        [-8, 8 * broad],
        [-30, 11 * broad],
        [-46, 6 * broad],
      ])
      return `<path d="${outline}" fill="${linear(scene, [
        [0, '#ffffff'],
        [0.6, rib],
        [1, shade],
      ])}" ${material(scene, { round: 3.2, gloss: 0.6, shadow: 1.6 })}/>`
    })
    .join('')
  return leafy + ribs
}

/** A quarter of a young cabbage: pale ruffled leaves opening from white ribs. */
export function cabbageHeart(scene: Scene, at: Placement): string {
  return head(scene, at, { leaf: { ...leaves.cabbage, length: 58 }, rib: '#f7f6dc', shade: '#d3dc9c', broad: 0.85 })
}

/** A small head of bok choy, blanched, laid on the soup. */
export function bokChoy(scene: Scene, at: Placement): string {
  return head(scene, at, { leaf: leaves.bokChoy, rib: '#e3efbf', shade: '#9cc46a', broad: 1 })
}

/** A slice across something round with a skin: cucumber, lettuce stem, radish. */
export function coin(scene: Scene, at: Placement, skin: string, flesh: string, r = 17): string {
  const rim = closedCurve(at, blob(scene.random, r, r, 9, 0.03))
  const face = closedCurve({ ...at, y: at.y - 2.4 }, blob(scene.random, r * 0.93, r * 0.93, 9, 0.03))
  return `<path d="${rim}" fill="${skin}" ${material(scene, { round: 1.5, gloss: 0.3, shadow: 3 })}/><path d="${face}" fill="${linear(
    scene,
    [
      [0, lighter(flesh, 0.5)],
      [0.6, flesh],
      [1, darker(flesh, 0.12)],
    ],
  )}" ${material(scene, { round: 1.2, gloss: 0.6, shadow: 0 })}/>`
}

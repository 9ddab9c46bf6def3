import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement, type Point, project } from '../geometry.ts'
import { material } from '../material.ts'
import { linear, type Scene } from '../scene.ts'

const crisp = { round: 2, gloss: 0.65, shine: 20, shadow: 4 } as const

/** A slice of lotus root with its nine holes. */
export function lotusSlice(scene: Scene, at: Placement): string {
  const face = closedCurve(at, blob(scene.random, 36, 36, 12, 0.03))
  const hole = (angle: number, reach: number, r: number) => {
    const [x, y] = project(at, [Math.cos(angle) * reach, Math.sin(angle) * reach])
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r * at.size)}" ry="${n(r * at.tilt * at.size)}" fill="#8a5a33"/><ellipse cx="${n(x + 1)}" cy="${n(y + 1.6)}" rx="${n(r * 0.74 * at.size)}" ry="${n(r * at.tilt * 0.7 * at.size)}" fill="#d9b68d"/>`
  }
  const start = scene.random.next()
  const holes = [0, 1, 2, 3, 4, 5, 6].map((i) => hole(start + (i / 7) * Math.PI * 2, 21, 6.4)).join('') + hole(0, 0, 5)
  return `<path d="${face}" fill="${linear(scene, [
    [0, '#fffaf0'],
    [0.6, '#f7e6cd'],
    [1, '#dfbd94'],
  ])}" stroke="#d2a677" stroke-width="2.5" ${material(scene, crisp)}/>${holes}`
}

/** A thin slice of potato, wet. */
export function potatoSlice(scene: Scene, at: Placement, color = '#f3d272'): string {
  return `<path d="${closedCurve(at, blob(scene.random, 35, 28, 10, 0.05))}" fill="${linear(scene, [
    [0, '#fdf0b4'],
    [0.6, color],
    [1, '#d9a53c'],
  ])}" stroke="#e9bf57" stroke-width="2" ${material(scene, { ...crisp, veins: { frequency: '.08', color: '#fff3c4', from: 0.56, sharp: 3 } })}/>`
}

/** A batten: celtuce, winter melon, yam, bamboo shoot. */
export function batten(scene: Scene, at: Placement, color: string, length = 42, width = 10): string {
  const body: Point[] = [
    [-length, -width * 0.7],
    [-length * 0.4, -width],
    [length * 0.5, -width],
    [length, -width * 0.6],
    [length, width * 0.6],
    [length * 0.5, width],
    [-length * 0.4, width],
    [-length, width * 0.7],
  ]
  const fill = linear(scene, [
    [0, lighter(color, 0.55)],
    [0.5, color],
    [1, darker(color, 0.25)],
  ])
  return `<path d="${closedCurve({ ...at, tilt: 0.85 }, body)}" fill="${fill}" ${material(scene, { ...crisp, round: 3 })}/><path d="${openCurve(
    { ...at, tilt: 0.85, y: at.y - 2 },
    [
      [-length * 0.8, -width * 0.25],
      [length * 0.8, -width * 0.25],
    ],
  )}" stroke="#fff" stroke-width="1.8" opacity=".4" fill="none" stroke-linecap="round"/>`
}

/** A thread: shredded cucumber, radish, tofu skin, gongcai. */
export function thread(scene: Scene, at: Placement, color: string, length = 34, width = 5): string {
  const bend = scene.random.sway(9)
  const line = openCurve(at, [
    [-length, bend],
    [0, -bend * 0.4],
    [length, bend * 0.6],
  ])
  const stroke = (paint: string, w: number, rest = '') =>
    `<path d="${line}" stroke="${paint}" stroke-width="${n(w * at.size)}" fill="none" stroke-linecap="round" ${rest}/>`
  return (
    stroke(darker(color, 0.5), width + 2, 'opacity=".55"') +
    stroke(color, width) +
    stroke(lighter(color, 0.6), width * 0.34, 'transform="translate(-.6 -1)" opacity=".8"')
  )
}

/** A strip of fried or folded tofu skin, or of any ruffled sheet. */
export function sheet(scene: Scene, at: Placement, color: string, length = 44, width = 22): string {
  const { random } = scene
  const outline: Point[] = [
    [-length, -width * 0.8],
    [-length * 0.4, -width],
    [length * 0.3, -width * 0.8],
    [length, -width],
    [length * 1.05, width * 0.7],
    [length * 0.4, width],
    [-length * 0.3, width * 0.8],
    [-length, width],
  ]
  const pleats = [-0.6, -0.2, 0.2, 0.6]
    .map((part) =>
      openCurve(at, [
        [length * part, -width * 0.85],
        [length * part + random.sway(7), 0],
        [length * part, width * 0.85],
      ]),
    )
    .join('')
  return `<g ${material(scene, { round: 2.6, gloss: 0.45, shine: 14, shadow: 4, relief: 1.1, grain: { frequency: '.05 .12', amount: 0.6 } })}><path d="${closedCurve(at, outline)}" fill="${linear(
    scene,
    [
      [0, lighter(color, 0.45)],
      [0.5, color],
      [1, darker(color, 0.25)],
    ],
  )}"/></g><path d="${pleats}" stroke="${darker(color, 0.35)}" stroke-width="2" fill="none" opacity=".4"/><path d="${pleats}" transform="translate(-2.4 -1)" stroke="#fff" stroke-width="2" fill="none" opacity=".35"/>`
}

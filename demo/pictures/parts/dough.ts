import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement, type Point } from '../geometry.ts'
import { material } from '../material.ts'
import { blur, linear, radial, type Scene } from '../scene.ts'

/** A wonton folded like a gold ingot: the filling shines through, two wings of thin wrapper rise beside it. */
export function wonton(scene: Scene, at: Placement): string {
  const { random } = scene
  const upright = { ...at, turn: Math.sin(at.turn) * 0.7, tilt: 0.95 }
  const sway = () => random.sway(2.5)
  const veil: Point[] = [[-20, -10], [-17 + sway(), -29], [0, -35 + sway()], [18 + sway(), -28], [21, -10], [0, -2]]
  const ingot: Point[] = [[-45, -9 + sway()], [-38, -15], [-24, -12], [0, -10], [24, -12], [38, -15], [45, -9 + sway()], [41, 6], [26, 20], [0, 25], [-26, 20], [-41, 6]]
  const skin = linear(scene, [
    [0, '#fff9ea'],
    [0.5, '#f9e2ba'],
    [1, '#dba86c'],
  ])
  const belly = closedCurve({ ...upright, y: upright.y + 4 * at.size }, blob(random, 27, 15, 9, 0.06))
  const thin = material(scene, { round: 3, gloss: 0.7, shadow: 4 })
  const folds = openCurve(upright, [
    [-36, -12],
    [-22, -6],
    [0, -2],
    [22, -6],
    [36, -12],
  ])
  return (
    `<path d="${closedCurve(upright, veil)}" fill="${skin}" ${thin}/>` +
    `<path d="${closedCurve(upright, ingot)}" fill="${skin}" ${material(scene, { round: 5, relief: 0.85, gloss: 0.95, shine: 16, shadow: 4 })}/>` +
    `<path d="${belly}" fill="#ea9a76" opacity=".7" filter="${blur(scene, 4)}"/><path d="${folds}" stroke="#c98c4e" stroke-width="2" fill="none" opacity=".6"/><path d="${folds}" stroke="#fff" stroke-width="2" fill="none" opacity=".6" transform="translate(0 2.4)"/>`
  )
}

/** A crescent dumpling with a pleated edge. */
export function dumpling(scene: Scene, at: Placement, color = '#f9edd6'): string {
  const high = { ...at, tilt: 0.88 }
  const body = closedCurve(high, [
    [-40, 6],
    [-31, -13],
    [-12, -23],
    [12, -23],
    [31, -13],
    [40, 6],
    [22, 13],
    [0, 16],
    [-22, 13],
  ])
  const seam: Point[] = Array.from(
    { length: 13 },
    (_, i) => [-40 + i * 6.7, 7 - Math.sin((i / 12) * Math.PI) * 31 + (i % 2 ? 3.5 : -1)] as const,
  )
  const seamLine = openCurve(high, seam)
  return `<g ${material(scene, { round: 6, relief: 0.75, gloss: 0.9, shine: 24, shadow: 5 })}><path d="${body}" fill="${radial(
    scene,
    [
      [0, '#fffdf6'],
      [0.5, color],
      [1, darker(color, 0.22)],
    ],
    [0.4, 0.55, 0.7],
  )}"/></g><path d="${seamLine}" stroke="${darker(color, 0.3)}" stroke-width="${n(5.5 * at.size)}" fill="none" stroke-linejoin="round"/><path d="${seamLine}" stroke="${lighter(color, 0.5)}" stroke-width="${n(3.6 * at.size)}" fill="none" stroke-linejoin="round" transform="translate(-.6 -1)"/>`
}

/** A round flat bread, crusty and blistered. */
export function crustBread(scene: Scene, at: Placement, r = 74): string {
  const face = closedCurve(at, blob(scene.random, r, r, 14, 0.03))
  const base = closedCurve({ ...at, y: at.y + 13 }, blob(scene.random, r, r, 14, 0.03))
  const swirl: Point[] = Array.from(
    { length: 26 },
    (_, i) => [Math.cos(i * 0.62) * r * (0.1 + i * 0.032), Math.sin(i * 0.62) * r * (0.1 + i * 0.032)] as const,
  )
  return `<path d="${base}" fill="#a8642a" ${material(scene, { round: 4, gloss: 0.2, shadow: 7, grain: { frequency: '.06', amount: 0.5 } })}/><g ${material(scene, { round: 5, gloss: 0.3, shine: 12, shadow: 0, grain: { frequency: '.07', amount: 0.8, octaves: 3 }, veins: { frequency: '.035', octaves: 3, color: '#9c4a17', from: 0.53, sharp: 5 } })}><path d="${face}" fill="${radial(
    scene,
    [
      [0, '#f6cf86'],
      [0.6, '#e2a24a'],
      [1, '#b06a26'],
    ],
    [0.45, 0.4, 0.62],
  )}"/></g><path d="${openCurve(at, swirl)}" fill="none" stroke="#8d4b18" stroke-width="2.4" opacity=".5"/>`
}

/** A grain of cooked rice. */
export function riceGrain(scene: Scene, at: Placement, color = '#fffdf6'): string {
  const { x, y, size: s, turn } = at
  const spin = `transform="rotate(${n((turn * 180) / Math.PI)} ${n(x)} ${n(y)})"`
  return `<ellipse cx="${n(x)}" cy="${n(y + 1)}" rx="${n(7 * s)}" ry="${n(3.4 * s)}" ${spin} fill="${darker(color, 0.36)}" opacity=".34"/><ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(6.6 * s)}" ry="${n(3 * s)}" ${spin} fill="${linear(
    scene,
    [
      [0, '#ffffff'],
      [0.6, color],
      [1, darker(color, 0.14)],
    ],
  )}"/>`
}

/** A fried egg: crisp lace edge, a high yolk. */
export function friedEgg(scene: Scene, at: Placement): string {
  const white = closedCurve(at, blob(scene.random, 62, 54, 13, 0.09))
  return `<path d="${white}" fill="${radial(
    scene,
    [
      [0, '#ffffff'],
      [0.75, '#fff6e2'],
      [0.93, '#e6b566'],
      [1, '#a8641f'],
    ],
    [0.5, 0.5, 0.5],
  )}" ${material(scene, { round: 3.4, gloss: 0.6, shadow: 4, grain: { frequency: '.06', amount: 0.4 } })}/><ellipse cx="${n(at.x)}" cy="${n(at.y - 5 * at.size)}" rx="${n(25 * at.size)}" ry="${n(19 * at.size)}" fill="${radial(
    scene,
    [
      [0, '#ffd95a'],
      [0.6, '#fba51c'],
      [1, '#d9730c'],
    ],
  )}" ${material(scene, { round: 5, relief: 0.7, gloss: 1, shine: 34, shadow: 2 })}/>`
}

/** A halved soft-boiled egg. */
export function halfEgg(scene: Scene, at: Placement): string {
  const face = closedCurve({ ...at, tilt: 0.8 }, blob(scene.random, 29, 22, 10, 0.02))
  const yolk = closedCurve({ ...at, tilt: 0.8 }, blob(scene.random, 15, 13, 9, 0.03))
  return `<path d="${face}" fill="${linear(scene, [
    [0, '#ffffff'],
    [1, '#efe0c8'],
  ])}" stroke="#d9b98a" stroke-width="1.6" ${material(scene, { round: 2.4, gloss: 0.7, shadow: 5 })}/><path d="${yolk}" fill="${radial(
    scene,
    [
      [0, '#ffc545'],
      [0.6, '#f49a14'],
      [1, '#d8760a'],
    ],
  )}" ${material(scene, { round: 2.4, gloss: 1, shine: 30, shadow: 0 })}/>`
}

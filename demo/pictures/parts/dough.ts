import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement, type Point } from '../geometry.ts'
import { material } from '../material.ts'
import { blur, linear, radial, type Scene } from '../scene.ts'

/** A wonton as it floats: the pink filling shines through, the thin wrapper gathers round it and trails away in folds. */
export function wonton(scene: Scene, at: Placement): string {
  const { random } = scene
  const high = { ...at, tilt: 0.86 }
  const skirt: Point[] = Array.from({ length: 16 }, (_, i) => {
    const angle = (i / 16) * Math.PI * 2
    const reach = (i % 2 ? 0.9 : 1.06) * (1 + random.sway(0.09))
    return [10 + Math.cos(angle) * 43 * reach, Math.sin(angle) * 31 * reach] as const
  })
  const folds = [-0.95, -0.6, -0.28, 0.05, 0.36, 0.68, 1]
    .map((angle) =>
      openCurve(high, [
        [Math.cos(angle) * 15 - 10, Math.sin(angle) * 15],
        [Math.cos(angle) * 32 - 4, Math.sin(angle) * 27 + random.sway(3)],
        [Math.cos(angle) * 50, Math.sin(angle) * 36],
      ]),
    )
    .join('')
  const skin = linear(scene, [
    [0, '#fffdf4'],
    [0.55, '#fbe7c4'],
    [1, '#e3b178'],
  ])
  const meat = radial(scene, [
    [0, '#fbd0b8'],
    [0.6, '#ee9f80'],
    [1, '#d97d58'],
  ])
  const belly = (rx: number, ry: number) =>
    closedCurve(
      { ...high, y: high.y - 3 * at.size },
      blob(random, rx, ry, 9, 0.05).map(([x, y]) => [x - 9, y] as const),
    )
  return (
    `<path d="${closedCurve(high, skirt)}" fill="${skin}" opacity=".96" ${material(scene, { round: 3, gloss: 0.8, shine: 14, shadow: 4, grain: { frequency: '.03', amount: 0.5, octaves: 1 } })}/>` +
    `<path d="${folds}" stroke="#c9904f" stroke-width="2.4" fill="none" opacity=".5" stroke-linecap="round"/><path d="${folds}" stroke="#fff" stroke-width="2.2" fill="none" opacity=".75" stroke-linecap="round" transform="translate(-1.4 -2)"/>` +
    `<path d="${belly(25, 22)}" fill="${skin}" ${material(scene, { round: 6, relief: 0.6, gloss: 0.7, shine: 16, shadow: 2.5 })}/>` +
    `<path d="${belly(19, 16)}" fill="${meat}" opacity=".85" filter="${blur(scene, 2.4)}"/>` +
    `<ellipse cx="${n(at.x - 15 * at.size)}" cy="${n(at.y - 12 * at.size)}" rx="${n(7 * at.size)}" ry="${n(3.6 * at.size)}" fill="#fff" opacity=".8" filter="${blur(scene, 1.4)}"/>`
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

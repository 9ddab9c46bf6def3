import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement, type Point, project } from '../geometry.ts'
import { material } from '../material.ts'
import { linear, type Scene } from '../scene.ts'

/** A leaf of ox tripe: dark, set all over with rows of little points, its edge softly ruffled. */
export function tripe(scene: Scene, at: Placement, color = '#665646'): string {
  const { random } = scene
  const edge: Point[] = Array.from({ length: 20 }, (_, i) => {
    const angle = (i / 20) * Math.PI * 2
    const reach = (i % 2 ? 0.97 : 1.02) * (1 + random.sway(0.035))
    return [Math.cos(angle) * 58 * reach, Math.sin(angle) * 31 * reach] as const
  })
  const fill = linear(scene, [
    [0, lighter(color, 0.22)],
    [0.5, color],
    [1, darker(color, 0.5)],
  ])
  const points = [-0.72, -0.36, 0, 0.36, 0.72].flatMap((row, r) => {
    const reach = Math.sqrt(1 - row * row) * 46
    const count = Math.round(reach / 5)
    return Array.from({ length: count }, (_, i) => {
      const [x, y] = project(at, [
        -reach + ((i + (r % 2) * 0.5) / count) * reach * 2 + random.sway(2),
        row * 30 + random.sway(2),
      ])
      return { x, y }
    })
  })
  const r = 2.6 * at.size
  const dots = points
    .map(
      ({ x, y }) =>
        `<circle cx="${n(x + 1.2)}" cy="${n(y + 1.6)}" r="${n(r)}" fill="#2d2017" opacity=".6"/><circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${random.pick(['#a08a74', '#8c7660', '#b39d86'])}"/>`,
    )
    .join('')
  const outline = closedCurve(at, edge)
  return `<g ${material(scene, { round: 3.4, gloss: 0.5, shine: 14, shadow: 5 })}><path d="${outline}" fill="${fill}"/></g>${dots}<path d="${outline}" fill="none" stroke="#b9a48a" stroke-width="2.2" opacity=".8"/>`
}

/** A strip of pale tripe cut like a comb. */
export function combTripe(scene: Scene, at: Placement, color = '#efe3cc'): string {
  const { random } = scene
  const back: Point[] = [
    [-46, -10],
    [-20, -15],
    [10, -13],
    [46, -9],
  ]
  const teeth: Point[] = Array.from(
    { length: 11 },
    (_, i) => [46 - i * 9.2, (i % 2 ? 6 : 19) + random.sway(3)] as const,
  )
  const fill = linear(scene, [
    [0, lighter(color, 0.6)],
    [0.6, color],
    [1, darker(color, 0.2)],
  ])
  return `<path d="${closedCurve(at, [...back, ...teeth])}" fill="${fill}" ${material(scene, { round: 2.2, gloss: 0.7, shine: 16, shadow: 4, grain: { frequency: '.14', amount: 0.6, octaves: 1 } })}/>`
}

/** A ribbon of duck intestine, curling. */
export function ribbon(scene: Scene, at: Placement, color = '#f9bfae', length = 62, width = 15): string {
  const { random } = scene
  const bend = random.sway(26)
  const line = openCurve(at, [
    [-length, random.sway(10)],
    [-length * 0.4, bend],
    [length * 0.2, -bend * 0.9],
    [length * 0.7, bend * 0.5],
    [length, random.sway(12)],
  ])
  const stroke = (paint: string, w: number, rest = '') =>
    `<path d="${line}" fill="none" stroke="${paint}" stroke-width="${w}" stroke-linecap="round" ${rest}/>`
  return `<g ${material(scene, { round: 2.4, gloss: 0.85, shine: 18, shadow: 3.5, grain: { frequency: '.1', amount: 0.4 } })}>${stroke(darker(color, 0.14), width)}${stroke(color, width * 0.7)}</g>${stroke('#b45a4c', 1.4, 'opacity=".5"')}`
}

/** A slice of beef aorta, scored so that it curls open. */
export function aorta(scene: Scene, at: Placement, color = '#f1dcbb'): string {
  const outline: Point[] = [
    [-34, -12],
    [-12, -17],
    [14, -14],
    [34, -16],
    [37, 0],
    [33, 14],
    [10, 16],
    [-14, 14],
    [-35, 13],
    [-38, 0],
  ]
  const cuts = [-24, -12, 0, 12, 24]
    .map((cut) =>
      openCurve(at, [
        [cut, -15],
        [cut + 3, 6],
      ]),
    )
    .join('')
  const fill = linear(scene, [
    [0, '#fffaf0'],
    [0.5, color],
    [1, darker(color, 0.22)],
  ])
  return `<g ${material(scene, { round: 3, gloss: 0.95, shine: 20, shadow: 4 })}><path d="${closedCurve(at, outline)}" fill="${fill}"/></g><path d="${cuts}" stroke="#b98d5c" stroke-width="2" fill="none" opacity=".65"/>`
}

/** A slice of kidney, cross-cut into a flower. */
export function kidney(scene: Scene, at: Placement, color = '#b5564a'): string {
  const outline: Point[] = [
    [-36, 0],
    [-22, -15],
    [0, -12],
    [22, -16],
    [37, -2],
    [22, 14],
    [0, 17],
    [-22, 13],
  ]
  const lines = [-24, -14, -4, 6, 16, 26]
    .map(
      (cut) =>
        openCurve(at, [
          [cut - 5, -13],
          [cut + 5, 13],
        ]) +
        openCurve(at, [
          [cut + 5, -13],
          [cut - 5, 13],
        ]),
    )
    .join('')
  const fill = linear(scene, [
    [0, lighter(color, 0.35)],
    [0.5, color],
    [1, darker(color, 0.35)],
  ])
  return `<g ${material(scene, { round: 2.6, gloss: 0.9, shine: 18, shadow: 4 })}><path d="${closedCurve(at, outline)}" fill="${fill}"/><path d="${lines}" stroke="${lighter(color, 0.34)}" stroke-width="2.6" fill="none"/></g>`
}

/** A gizzard cut into a flower: a tuft of thick fringes. */
export function gizzard(scene: Scene, at: Placement, color = '#8e2530'): string {
  const petals = Array.from({ length: 9 }, (_, i) => {
    const angle = (i / 9) * Math.PI * 2
    const reach = 15
    return closedCurve(
      { ...at, tilt: 0.9 },
      blob(scene.random, 7, 7, 6, 0.14).map(
        ([x, y]) => [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach] as const,
      ),
    )
  }).join('')
  const heart = closedCurve({ ...at, tilt: 0.9 }, blob(scene.random, 13, 13, 8, 0.15))
  const fill = linear(scene, [
    [0, lighter(color, 0.34)],
    [0.5, color],
    [1, darker(color, 0.3)],
  ])
  return `<path d="${petals}${heart}" fill="${fill}" ${material(scene, { round: 2.6, gloss: 0.9, shine: 20, shadow: 4, grain: { frequency: '.12', amount: 0.5, octaves: 1 } })}/>`
}

/** Pig's brain: pale, soft, deeply folded; two halves. */
export function brain(scene: Scene, at: Placement): string {
  const half = (side: number) => {
    const outline = closedCurve(
      at,
      blob(scene.random, 62, 34, 12, 0.05).map(([x, y]) => [x, y + side * 30] as const),
    )
    const folds = Array.from({ length: 7 }, (_, i) => {
      const x = -46 + i * 15
      return openCurve(at, [
        [x, side * 30 - 24],
        [x + 9, side * 30 - 8],
        [x - 6, side * 30 + 6],
        [x + 7, side * 30 + 24],
      ])
    }).join('')
    return `<path d="${outline}" fill="${linear(scene, [
      [0, '#fff0e2'],
      [0.5, '#f3cbb8'],
      [1, '#cf8f7c'],
    ])}"/><path d="${folds}" stroke="#c9806c" stroke-width="3.4" fill="none" opacity=".75"/>`
  }
  return `<g ${material(scene, { round: 5, gloss: 0.9, shine: 22, shadow: 6, grain: { frequency: '.06', amount: 0.7 } })}>${half(-1)}${half(1)}</g>`
}

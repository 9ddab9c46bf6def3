import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement, type Point, project } from '../geometry.ts'
import { material } from '../material.ts'
import { linear, radial, type Scene } from '../scene.ts'

const damp = { round: 4, gloss: 0.5, shine: 16, shadow: 4 } as const

/** A shiitake cap with the star that cooks cut into it. */
export function shiitake(scene: Scene, at: Placement, color = '#7a4a27'): string {
  const cap = closedCurve({ ...at, tilt: 0.82 }, blob(scene.random, 27, 27, 10, 0.04))
  const star = [0, 1.05, 2.1]
    .map((angle) => {
      const [x, y] = [Math.cos(angle) * 15, Math.sin(angle) * 15]
      return openCurve({ ...at, y: at.y - 3, tilt: 0.72 }, [
        [-x, -y],
        [x, y],
      ])
    })
    .join('')
  return `<g ${material(scene, { ...damp, grain: { frequency: '.06', amount: 0.4 } })}><path d="${cap}" fill="${radial(
    scene,
    [
      [0, lighter(color, 0.35)],
      [0.55, color],
      [1, darker(color, 0.4)],
    ],
  )}"/></g><path d="${star}" stroke="#f7e3bf" stroke-width="${n(5 * at.size)}" fill="none" stroke-linecap="round" ${material(scene, { round: 1.4, gloss: 0.2, shadow: 0 })}/>`
}

/** A bundle of enoki fanned out from its root. */
export function enoki(scene: Scene, at: Placement): string {
  const { random } = scene
  const stems = Array.from({ length: 20 }, (_, i) => {
    const spread = (i / 19 - 0.5) * 1.1 + random.sway(0.05)
    const length = random.between(84, 112)
    const tip: Point = [-48 + Math.cos(spread) * length, Math.sin(spread) * length * 0.52]
    const line = openCurve(at, [
      [-48, (i / 19 - 0.5) * 20],
      [-48 + Math.cos(spread) * length * 0.5, Math.sin(spread) * length * 0.2],
      tip,
    ])
    const [x, y] = project(at, tip)
    const r = random.between(4.4, 6.4) * at.size
    return (
      `<path d="${line}" stroke="#c9a36a" stroke-width="5.4" fill="none" opacity=".75"/><path d="${line}" stroke="${random.pick(['#fffaec', '#fbf0d6', '#f6e7c4'])}" stroke-width="3.8" fill="none"/>` +
      `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r)}" ry="${n(r * 0.86)}" fill="${radial(scene, [
        [0, '#fffdf4'],
        [0.6, '#f6e3b6'],
        [1, '#c79a58'],
      ])}"/>`
    )
  })
  return `<g ${material(scene, { round: 1.4, gloss: 0.35, shadow: 3.5, relief: 0.7 })}>${stems.join('')}</g>`
}

/** An oyster mushroom: a fan with gills running to its foot. */
export function oysterMushroom(scene: Scene, at: Placement, color = '#cbb79c'): string {
  const fan = closedCurve(at, [
    [-34, 3],
    [-16, -9],
    [4, -27],
    [26, -25],
    [36, -4],
    [28, 20],
    [6, 25],
    [-16, 9],
  ])
  const gills = [-0.75, -0.4, 0, 0.4, 0.75]
    .map((angle) =>
      openCurve(at, [
        [-20, 0],
        [Math.cos(angle) * 28, Math.sin(angle) * 28],
      ]),
    )
    .join('')
  return `<g ${material(scene, damp)}><path d="${fan}" fill="${linear(scene, [
    [0, lighter(color, 0.6)],
    [0.5, color],
    [1, darker(color, 0.3)],
  ])}"/><path d="${gills}" stroke="${lighter(color, 0.5)}" stroke-width="2.4" fill="none" opacity=".8"/></g>`
}

/** A slice through a mushroom: the brown skin of its cap, pale flesh and stem. */
export function mushroomSlice(scene: Scene, at: Placement, cap = '#a8652f', flesh = '#f9e6c2'): string {
  const skin: Point[] = [
    [-31, 5],
    [-26, -16],
    [0, -29],
    [26, -16],
    [31, 5],
    [16, 8],
    [0, 6],
    [-16, 8],
  ]
  const heart: Point[] = [
    [-24, 3],
    [-19, -10],
    [0, -19],
    [19, -10],
    [24, 3],
    [11, 4],
    [9, 14],
    [11, 30],
    [-11, 30],
    [-9, 14],
    [-11, 4],
  ]
  const gill = openCurve(at, [
    [-20, 1],
    [-8, -3],
    [0, 4],
    [8, -3],
    [20, 1],
  ])
  const look = material(scene, { round: 2.2, gloss: 0.5, shadow: 3.5, relief: 0.9 })
  return `<g ${look}><path d="${closedCurve(at, skin)}" fill="${linear(scene, [
    [0, lighter(cap, 0.25)],
    [0.6, cap],
    [1, darker(cap, 0.25)],
  ])}"/><path d="${closedCurve(at, heart)}" fill="${linear(scene, [
    [0, '#fffaf0'],
    [0.6, flesh],
    [1, darker(flesh, 0.14)],
  ])}"/></g><path d="${gill}" stroke="${darker(cap, 0.2)}" stroke-width="2.2" fill="none" opacity=".6"/>`
}

/** Wood ear: a dark, ruffled, glossy cup. */
export function woodEar(scene: Scene, at: Placement, color = '#33231d'): string {
  const edge: Point[] = Array.from({ length: 14 }, (_, i) => {
    const angle = (i / 14) * Math.PI * 2
    const reach = (i % 2 ? 0.94 : 1.04) * (1 + scene.random.sway(0.2))
    return [Math.cos(angle) * 32 * reach, Math.sin(angle) * 26 * reach] as const
  })
  const inner = closedCurve({ ...at, size: at.size * 0.5, y: at.y - 2 }, edge)
  return `<g ${material(scene, { round: 3, gloss: 1, shine: 15, shadow: 4, relief: 1.2, grain: { frequency: '.04', amount: 0.7 } })}><path d="${closedCurve(at, edge)}" fill="${linear(
    scene,
    [
      [0, lighter(color, 0.3)],
      [0.5, color],
      [1, '#120a08'],
    ],
  )}" stroke="#7b5742" stroke-width="1.6"/><path d="${inner}" fill="#1c110d" opacity=".75"/></g>`
}

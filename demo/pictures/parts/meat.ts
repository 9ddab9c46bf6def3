import { darker, lighter } from '../color.ts'
import { closedCurve, n, openCurve, type Placement, type Point, project } from '../geometry.ts'
import { type Material, material } from '../material.ts'
import { linear, type Scene } from '../scene.ts'

export interface MeatLook {
  color: string
  fat: string
  /** more fat the lower: 0.4 snowflake beef … 0.6 lean */
  lean: number
  /** px of the strip of fat along one edge */
  border: number
}

export const meats = {
  marbledBeef: { color: '#c4262b', fat: '#ffe3da', lean: 0.455, border: 5 },
  beef: { color: '#b01c20', fat: '#f6bcae', lean: 0.54, border: 0 },
  beefNeck: { color: '#b81f24', fat: '#ffd9cc', lean: 0.51, border: 4 },
  shank: { color: '#a81a1f', fat: '#f3dcc4', lean: 0.485, border: 2 },
  lamb: { color: '#d5504c', fat: '#fff0e8', lean: 0.485, border: 8 },
} satisfies Record<string, MeatLook>

const marbling = ({ fat, lean }: MeatLook, frequency: string, seed: number): NonNullable<Material['veins']> => ({
  frequency,
  octaves: 2,
  seed,
  color: fat,
  from: lean,
  sharp: 6.5,
})

/** A thin raw slice, wavy at the edges, laid in a loose fold. */
export function meatSlice(scene: Scene, at: Placement, look: MeatLook, length = 50, width = 27): string {
  const { random } = scene
  const wave = () => 1 + random.sway(0.1)
  const outline: Point[] = [
    [-length, -width * 0.5 * wave()],
    [-length * 0.5, -width * wave()],
    [length * 0.1, -width * 0.86 * wave()],
    [length * 0.7, -width * wave()],
    [length * wave(), -width * 0.2],
    [length * 0.82, width * 0.8 * wave()],
    [length * 0.2, width * 0.9 * wave()],
    [-length * 0.45, width * wave()],
    [-length * 0.95, width * 0.55 * wave()],
  ]
  const fill = linear(scene, [
    [0, lighter(look.color, 0.22)],
    [0.5, look.color],
    [1, darker(look.color, 0.22)],
  ])
  const folds = [-0.45, 0.05, 0.5]
    .map((part) =>
      openCurve(at, [
        [length * part, -width * 0.9],
        [length * (part + random.sway(0.1)), 0],
        [length * (part + 0.08), width * 0.85],
      ]),
    )
    .join('')
  const fat = look.border
    ? `<path d="${openCurve(at, outline.slice(0, 5))}" fill="none" stroke="${look.fat}" stroke-width="${n(look.border * at.size)}" stroke-linecap="round"/>`
    : ''
  const surface = material(scene, {
    round: 3,
    gloss: 0.55,
    shine: 14,
    shadow: 4,
    relief: 1.1,
    veins: marbling(look, '.026 .075', 1 + Math.floor(random.next() * 5)),
    grain: { frequency: '.03 .06', amount: 0.5 },
  })
  return `<g ${surface}><path d="${closedCurve(at, outline)}" fill="${fill}"/>${fat}</g><path d="${folds}" stroke="${lighter(look.fat, 0.5)}" stroke-width="4" fill="none" opacity=".22" stroke-linecap="round"/><path d="${folds}" transform="translate(3 2)" stroke="#4a0508" stroke-width="3" fill="none" opacity=".25" stroke-linecap="round"/>`
}

/** A thin slice rolled up, seen along its side, with the whorl of its near end. */
export function meatRoll(scene: Scene, at: Placement, look: MeatLook, length = 40, r = 15): string {
  const round = { ...at, tilt: 0.9 }
  const body: Point[] = [
    [-length, -r * 0.85],
    [0, -r],
    [length, -r],
    [length + r * 0.5, 0],
    [length, r],
    [0, r * 1.03],
    [-length, r * 0.9],
    [-length - r * 0.3, 0],
  ]
  const fill = linear(
    scene,
    [
      [0, lighter(look.color, 0.3)],
      [0.5, look.color],
      [1, darker(look.color, 0.3)],
    ],
    [0.2, 0, 0.4, 1],
  )
  const surface = material(scene, {
    round: 5,
    relief: 0.8,
    gloss: 0.4,
    shine: 14,
    shadow: 4,
    veins: marbling(look, '.035 .07', 1 + Math.floor(scene.random.next() * 5)),
  })
  const [ex, ey] = project(round, [length + r * 0.1, 0])
  const s = at.size
  const cap = (part: number) => `rx="${n(r * 0.62 * part * s)}" ry="${n(r * 0.98 * part * s)}"`
  const turned = `transform="rotate(${n((round.turn * 180) / Math.PI)} ${n(ex)} ${n(ey)})"`
  const whorl = [1, 0.72, 0.46, 0.22]
    .map(
      (part, i) =>
        `<ellipse cx="${n(ex)}" cy="${n(ey)}" ${cap(part)} ${turned} fill="${i % 2 ? look.fat : look.color}" stroke="${look.fat}" stroke-width="2.4"/>`,
    )
    .join('')
  return `<path d="${closedCurve(round, body)}" fill="${fill}" ${surface}/><g ${material(scene, { round: 1.4, gloss: 0.3, shadow: 0 })}>${whorl}</g>`
}

import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, type Placement, polygon } from '../geometry.ts'
import { type Material, material } from '../material.ts'
import { blur, linear, radial, type Scene } from '../scene.ts'

export interface BlockLook {
  color: string
  /** half of its side, px */
  half: number
  height: number
  side?: string
  gloss?: number
  grain?: Material['grain']
  veins?: Material['veins']
  /** half of its depth when it is not square */
  deep?: number
}

/** A cut block with a lit top and two sides: tofu, blood curd, luncheon meat, rice cake. */
export function block(scene: Scene, at: Placement, look: BlockLook): string {
  const { color, half, height, side = darker(color, 0.2), gloss = 0.6, grain, veins, deep = half } = look
  const corners = [
    [-half, -deep],
    [half, -deep],
    [half, deep],
    [-half, deep],
  ] as const
  const h = height * at.size
  const top = { ...at, y: at.y - h / 2 }
  const base = { ...at, y: at.y + h / 2 }
  const wall = linear(
    scene,
    [
      [0, side],
      [0.5, side],
      [1, darker(side, 0.32)],
    ],
    [0, 0, 1, 0.4],
  )
  const walls = corners
    .map((corner, i) => {
      const next = corners[(i + 1) % 4]!
      const lift = (placement: Placement, point: readonly [number, number]) => polygon(placement, [point]).slice(1, -1)
      return `M${lift(top, corner)}L${lift(top, next)}L${lift(base, next)}L${lift(base, corner)}Z`
    })
    .map((path) => `<path d="${path}" fill="${wall}" stroke="${side}" stroke-width="1.5" stroke-linejoin="round"/>`)
    .join('')
  const look3d = material(scene, { round: 2.4, gloss, shine: 20, shadow: 4, grain, veins, relief: 0.9 })
  const topFill = linear(scene, [
    [0, lighter(color, 0.45)],
    [0.6, color],
    [1, darker(color, 0.06)],
  ])
  return `<g ${look3d}>${walls}<path d="${polygon(top, corners)}" fill="${topFill}" stroke="${lighter(color, 0.4)}" stroke-width="2" stroke-linejoin="round"/></g>`
}

/** An uneven lump: braised beef, fried pork, chicken on the bone. */
export function lump(
  scene: Scene,
  at: Placement,
  color: string,
  { rx = 20, ry = 15, gloss = 0.7, rough = 0.6, frequency = '.08', wobble = 0.16, veins }: LumpLook = {},
): string {
  const small = rx < 10
  const tone = scene.random.pick([color, lighter(color, 0.14), darker(color, 0.12)])
  const fill = linear(scene, [
    [0, lighter(tone, 0.3)],
    [0.5, tone],
    [1, darker(tone, 0.36)],
  ])
  const look = material(scene, {
    round: small ? 1.7 : 4.2,
    gloss,
    shine: 16,
    shadow: small ? 1.8 : 4,
    grain: { frequency, amount: rough, octaves: 3 },
    veins,
  })
  return `<path d="${closedCurve({ ...at, tilt: 0.85 }, blob(scene.random, rx, ry, 8, wobble))}" fill="${fill}" ${look}/>`
}

export interface LumpLook {
  rx?: number
  ry?: number
  gloss?: number
  /** 0 smooth … 1 crusty */
  rough?: number
  frequency?: string
  wobble?: number
  veins?: Material['veins']
}

/** A ball or an egg: `long` above 1 stretches it along its turn. */
export function ball(
  scene: Scene,
  at: Placement,
  color: string,
  { r = 19, long = 1, rough = 0.25, gloss = 0.85, frequency = '.16' } = {},
): string {
  const fill = radial(
    scene,
    [
      [0, lighter(color, 0.6)],
      [0.45, color],
      [1, darker(color, 0.42)],
    ],
    [0.36, 0.3, 0.72],
  )
  const [rx, ry] = [r * long * at.size, r * at.size]
  const spin = `transform="rotate(${n(Math.sin(at.turn) * 40)} ${n(at.x)} ${n(at.y)})"`
  const gleam = `<ellipse cx="${n(at.x - rx * 0.3)}" cy="${n(at.y - ry * 0.42)}" rx="${n(rx * 0.26)}" ry="${n(ry * 0.15)}" transform="rotate(-28 ${n(at.x - rx * 0.3)} ${n(at.y - ry * 0.42)})" fill="#fff" opacity="${gloss * 0.75}" filter="${blur(scene, 2)}"/>`
  return `<ellipse cx="${n(at.x)}" cy="${n(at.y)}" rx="${n(rx)}" ry="${n(ry * 0.94)}" ${spin} fill="${fill}" ${material(scene, { round: 9, relief: 0.42, gloss: gloss * 0.5, shine: 12, shadow: 5, grain: { frequency, amount: rough, octaves: 1 } })}/>${gleam}`
}

/** A flat slice with a face and a thin edge: luncheon meat, sausage, yam. */
export function slab(
  scene: Scene,
  at: Placement,
  color: string,
  rx: number,
  ry: number,
  { edge = darker(color, 0.28), thick = 6, square = false, gloss = 0.5, veins, grain }: SlabLook = {},
): string {
  const outline = square
    ? ([
        [-rx, -ry],
        [0, -ry * 1.02],
        [rx, -ry],
        [rx * 1.03, 0],
        [rx, ry],
        [0, ry * 1.02],
        [-rx, ry],
        [-rx * 1.03, 0],
      ] as const)
    : blob(scene.random, rx, ry, 10, 0.04)
  const face = { ...at, y: at.y - thick * at.size }
  const fill = linear(scene, [
    [0, lighter(color, 0.4)],
    [0.55, color],
    [1, darker(color, 0.12)],
  ])
  return (
    `<path d="${closedCurve(at, outline)}" fill="${edge}" stroke="${edge}" stroke-width="${n(thick * 0.8)}" ${material(scene, { round: 2, gloss: 0.3, shadow: 4 })}/>` +
    `<path d="${closedCurve(face, outline)}" fill="${fill}" ${material(scene, { round: 1.7, gloss, shadow: 0, veins, grain })}/>`
  )
}

export interface SlabLook {
  edge?: string
  thick?: number
  square?: boolean
  gloss?: number
  veins?: Material['veins']
  grain?: Material['grain']
}

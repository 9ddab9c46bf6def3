import { darker, lighter } from '../color.ts'
import { closedCurve, n, place, polygon, TILT } from '../geometry.ts'
import { material } from '../material.ts'
import { blur, clip, linear, type Scene } from '../scene.ts'
import { castShadow } from './ground.ts'
import { oval } from './vessels.ts'

export interface GlassShape {
  x?: number
  /** y of the mouth's middle */
  y?: number
  rx?: number
  height?: number
  /** the foot's width as a part of the mouth's */
  taper?: number
}

/** A glass of a drink: `floating` is drawn on its surface, `sunk` inside the liquid. */
export function glass(
  scene: Scene,
  { top, bottom }: { top: string; bottom: string },
  { x = 240, y = 92, rx = 84, height = 206, taper = 0.76 }: GlassShape,
  sunk = '',
  floating = '',
): string {
  const flat = TILT * 0.66
  const foot = rx * taper
  const base = y + height
  const side = (from: number, inset: number) => {
    const part = (from - y) / height
    return rx - (rx - foot) * part - inset
  }
  const level = y + height * 0.13
  const wallPath = `M${n(x - rx)} ${n(y)}L${n(x - foot)} ${n(base)}A${n(foot)} ${n(foot * flat)} 0 0 0 ${n(x + foot)} ${n(base)}L${n(x + rx)} ${n(y)}A${n(rx)} ${n(rx * flat)} 0 0 1 ${n(x - rx)} ${n(y)}Z`
  const wet = side(level, 5)
  const drinkPath = `M${n(x - wet)} ${n(level)}L${n(x - foot + 5)} ${n(base - 9)}A${n(foot - 5)} ${n((foot - 5) * flat)} 0 0 0 ${n(x + foot - 5)} ${n(base - 9)}L${n(x + wet)} ${n(level)}A${n(wet)} ${n(wet * flat)} 0 0 1 ${n(x - wet)} ${n(level)}Z`
  const liquid = linear(
    scene,
    [
      [0, top],
      [1, bottom],
    ],
    [0, 0, 0, 1],
  )
  const across = linear(
    scene,
    [
      [0, '#ffffff', 0.34],
      [0.18, '#ffffff', 0.05],
      [0.6, '#000000', 0.02],
      [1, '#2a0d06', 0.34],
    ],
    [0, 0, 1, 0],
  )
  const surface = { x, y: level, rx: wet, ry: wet * flat }
  const light = (dx: number, w: number, opacity: number) =>
    `<path d="M${n(x - rx * dx)} ${n(y + height * 0.2)}L${n(x - rx * dx * 0.86)} ${n(base - height * 0.16)}" stroke="#fff" stroke-width="${w}" stroke-linecap="round" opacity="${opacity}" filter="${blur(scene, 1.6)}"/>`
  return (
    castShadow(scene, x + 10, base, foot * 1.05, foot * 0.6, 0.34) +
    `<ellipse cx="${n(x + foot * 0.9)}" cy="${n(base + 16)}" rx="${n(foot * 0.8)}" ry="12" fill="${top}" opacity=".4" filter="${blur(scene, 9)}"/>` +
    `<path d="${wallPath}" fill="#fff" opacity=".42"/>` +
    `<path d="${drinkPath}" fill="${liquid}"/>` +
    `<g clip-path="${clip(scene, drinkPath)}">${sunk}</g>` +
    `<path d="${drinkPath}" fill="${across}"/>` +
    oval(
      surface,
      `fill="${linear(scene, [
        [0, lighter(top, 0.15)],
        [1, lighter(top, 0.5)],
      ])}" stroke="${darker(top, 0.15)}" stroke-width="1.2"`,
    ) +
    floating +
    oval({ x, y, rx, ry: rx * flat }, 'fill="none" stroke="#fff" stroke-width="4" opacity=".9"') +
    oval(
      { x, y: y + 1, rx: rx - 3, ry: rx * flat - 3 },
      'fill="none" stroke="#8a7a6a" stroke-width="1.2" opacity=".55"',
    ) +
    `<path d="M${n(x - foot + 3)} ${n(base - 4)}A${n(foot - 3)} ${n(foot * flat)} 0 0 0 ${n(x + foot - 3)} ${n(base - 4)}" stroke="#fff" stroke-width="5" fill="none" opacity=".5"/>` +
    light(0.78, 8, 0.75) +
    light(0.6, 3, 0.5) +
    light(-0.84, 4, 0.4)
  )
}

/** A cube of clear ice. */
export function iceCube(scene: Scene, x: number, y: number, half: number, turn: number): string {
  const at = place(x, y, turn, 1, 0.8)
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ] as const
  const low = { ...at, y: y + half * 0.9 }
  return `<path d="${polygon(low, corners)}" fill="#fff" opacity=".22"/><path d="${polygon(at, corners)}" fill="${linear(
    scene,
    [
      [0, '#ffffff', 0.8],
      [0.5, '#ffffff', 0.28],
      [1, '#ffffff', 0.55],
    ],
  )}" stroke="#fff" stroke-width="2" stroke-linejoin="round" opacity=".9" ${material(scene, { round: 2, gloss: 0.9, shadow: 1 })}/>`
}

/** A slice of lemon or lime with its segments. */
export function citrusSlice(
  scene: Scene,
  x: number,
  y: number,
  r: number,
  tilt: number,
  rind: string,
  flesh: string,
): string {
  const at = place(x, y, 0, 1, tilt)
  const round = (reach: number) =>
    closedCurve(
      at,
      Array.from(
        { length: 12 },
        (_, i) => [Math.cos((i / 12) * 6.283) * reach, Math.sin((i / 12) * 6.283) * reach] as const,
      ),
    )
  const segments = Array.from({ length: 8 }, (_, i) => {
    const angle = (i / 8) * 6.283
    const ray = (turn: number, reach: number) =>
      [Math.cos(angle + turn) * reach, Math.sin(angle + turn) * reach] as const
    return closedCurve(at, [ray(0, r * 0.14), ray(-0.3, r * 0.68), ray(0, r * 0.76), ray(0.3, r * 0.68)])
  }).join('')
  return `<g ${material(scene, { round: 1.6, gloss: 0.6, shadow: 2.4 })}><path d="${round(r)}" fill="${rind}"/><path d="${round(r * 0.88)}" fill="#fffbe2"/><path d="${segments}" fill="${flesh}"/></g>`
}

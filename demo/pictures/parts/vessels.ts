import { darker, lighter } from '../color.ts'
import { lying, n, type Oval, TILT } from '../geometry.ts'
import { blur, clip, linear, radial, type Scene } from '../scene.ts'
import { castShadow } from './ground.ts'

export interface Glaze {
  outside: string
  inside: string
  rim: string
  /** a painted line under the rim */
  band?: string
  /** 0 matt clay … 1 glazed porcelain */
  gloss: number
}

export const glazes = {
  porcelain: { outside: '#f4f1ea', inside: '#fbf9f4', rim: '#ffffff', band: '#2f5f9e', gloss: 1 },
  ivory: { outside: '#efe3cd', inside: '#f8efdd', rim: '#fff8ea', band: '#b5482a', gloss: 0.9 },
  celadon: { outside: '#9fc1ae', inside: '#c9dfd0', rim: '#dcebe0', gloss: 0.9 },
  black: { outside: '#2e2a29', inside: '#3a3533', rim: '#5a5350', gloss: 0.7 },
  clay: { outside: '#8d4a2b', inside: '#6e3620', rim: '#b0663f', gloss: 0.25 },
  tenmoku: { outside: '#3b2318', inside: '#54301d', rim: '#a8642f', gloss: 0.9 },
  cobalt: { outside: '#2f5688', inside: '#eef1f2', rim: '#f7f8f6', gloss: 1 },
  iron: { outside: '#35302e', inside: '#4a4340', rim: '#6b625d', gloss: 0.4 },
  slate: { outside: '#39393b', inside: '#4b4b4e', rim: '#66666a', gloss: 0.35 },
  brass: { outside: '#b9782e', inside: '#8a5a24', rim: '#e8b765', gloss: 1 },
  white: { outside: '#efece6', inside: '#fdfcf9', rim: '#ffffff', gloss: 1 },
} satisfies Record<string, Glaze>

/** An oval as an SVG element; `rest` is its other attributes. */
export const oval = ({ x, y, rx, ry }: Oval, rest: string) =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" ${rest}/>`

/** An oval as path data, for clips. */
export const ovalPath = ({ x, y, rx, ry }: Oval) =>
  `M${n(x - rx)} ${n(y)}A${n(rx)} ${n(ry)} 0 0 1 ${n(x + rx)} ${n(y)}A${n(rx)} ${n(ry)} 0 0 1 ${n(x - rx)} ${n(y)}Z`

/** Keeps what stands in the oval or rises above it, and hides what would come out through the near wall. */
export function insideOf(scene: Scene, { x, y, rx, ry }: Oval): string {
  return `clip-path="${clip(scene, `M${n(x - rx)} ${n(y)}V-40H${n(x + rx)}V${n(y)}A${n(rx)} ${n(ry)} 0 0 1 ${n(x - rx)} ${n(y)}Z`)}"`
}

/** The inner wall of something round and hollow: dark under the rim that faces away from the light, bright across from it. */
function hollow(scene: Scene, mouth: Oval, inside: string): string {
  const fill = linear(scene, [
    [0, darker(inside, 0.42)],
    [0.45, darker(inside, 0.1)],
    [1, lighter(inside, 0.45)],
  ])
  return oval(mouth, `fill="${fill}"`)
}

function rimGleam(scene: Scene, mouth: Oval, width: number, gloss: number): string {
  const { x, y, rx, ry } = mouth
  const arc = (from: number, to: number) => {
    const at = (angle: number) => `${n(x + rx * Math.cos(angle))} ${n(y + ry * Math.sin(angle))}`
    return `M${at(from)}A${n(rx)} ${n(ry)} 0 0 1 ${at(to)}`
  }
  return `<path d="${arc(3.4, 4.5)}" stroke="#fff" stroke-width="${width}" fill="none" stroke-linecap="round" opacity="${0.85 * gloss}" filter="${blur(scene, 1)}"/><path d="${arc(0.5, 1.3)}" stroke="#fff" stroke-width="${width * 0.7}" fill="none" stroke-linecap="round" opacity="${0.5 * gloss}" filter="${blur(scene, 1.2)}"/>`
}

/** A drawn vessel: what is painted before its content, the oval its content is kept in, and what comes after (gleams on the near rim). */
export interface Vessel {
  below: string
  mouth: Oval
  above: string
}

export interface BowlShape {
  x?: number
  y?: number
  rx?: number
  /** px from the mouth to the foot */
  depth?: number
  rim?: number
}

/** A bowl seen from above at three quarters. */
export function bowl(
  scene: Scene,
  glaze: Glaze,
  { x = 240, y = 162, rx = 210, depth = 122, rim = 9 }: BowlShape = {},
): Vessel {
  const ry = rx * TILT
  const drop = depth * 0.34
  const foot = { x, y: y + ry + drop - rx * 0.13, rx: rx * 0.5, ry: rx * 0.2 }
  const wall = `M${n(x - rx)} ${n(y)}A${n(rx)} ${n(ry + drop)} 0 0 0 ${n(x + rx)} ${n(y)}Z`
  const { outside } = glaze
  const shade = linear(
    scene,
    [
      [0, lighter(outside, 0.25)],
      [0.25, lighter(outside, 0.5)],
      [0.6, darker(outside, 0.12)],
      [1, darker(outside, 0.55)],
    ],
    [0, 0.2, 1, 0.6],
  )
  const rimFill = linear(scene, [
    [0, lighter(glaze.rim, 0.6)],
    [0.5, glaze.rim],
    [1, darker(glaze.rim, 0.18)],
  ])
  const band = glaze.band
    ? `<path d="M${n(x - rx + 3)} ${n(y + 18)}A${n(rx - 2)} ${n(ry)} 0 0 0 ${n(x + rx - 3)} ${n(y + 18)}" stroke="${glaze.band}" stroke-width="5" fill="none" opacity=".85"/><path d="M${n(x - rx + 6)} ${n(y + 28)}A${n(rx - 5)} ${n(ry)} 0 0 0 ${n(x + rx - 6)} ${n(y + 28)}" stroke="${glaze.band}" stroke-width="1.6" fill="none" opacity=".7"/>`
    : ''
  const mouth = { x, y: y + 1.5, rx: rx - rim, ry: ry - rim * TILT - 1 }
  const gleam = `<path d="M${n(x - rx * 0.93)} ${n(y + ry * 0.5)}A${n(rx)} ${n(ry + drop * 0.7)} 0 0 0 ${n(x - rx * 0.5)} ${n(y + ry * 0.96 + drop * 0.3)}" stroke="#fff" stroke-width="8" stroke-linecap="round" fill="none" opacity="${0.6 * glaze.gloss}" filter="${blur(scene, 3)}"/>`
  return {
    below:
      castShadow(scene, x + 8, y + drop + 14, rx * 0.93, ry * 0.93) +
      oval(foot, `fill="${shade}"`) +
      `<path d="${wall}" fill="${shade}"/>${band}${gleam}` +
      oval({ x, y, rx, ry }, `fill="${rimFill}"`) +
      hollow(scene, mouth, glaze.inside),
    mouth,
    above: rimGleam(scene, { x, y, rx: rx - rim / 2, ry: ry - rim / 2 }, 2.6, glaze.gloss),
  }
}

export interface PlateShape {
  x?: number
  y?: number
  rx?: number
  lip?: number
}

/** A round plate with a broad lip and a shallow well. */
export function plate(scene: Scene, glaze: Glaze, { x = 240, y = 190, rx = 212, lip = 27 }: PlateShape = {}): Vessel {
  const whole = lying(x, y, rx)
  const well = lying(x, y + 3, rx - lip)
  const lipFill = linear(scene, [
    [0, lighter(glaze.rim, 0.5)],
    [0.5, glaze.inside],
    [1, darker(glaze.inside, 0.16)],
  ])
  const wellFill = linear(scene, [
    [0, darker(glaze.inside, 0.2)],
    [0.4, glaze.inside],
    [1, lighter(glaze.inside, 0.5)],
  ])
  const line = glaze.band
    ? oval(lying(x, y, rx - 7), `fill="none" stroke="${glaze.band}" stroke-width="2.4" opacity=".8"`)
    : ''
  return {
    below:
      castShadow(scene, x, y + 10, rx * 0.94, rx * TILT * 0.95, 0.34) +
      oval({ ...whole, y: y + 9 }, `fill="${darker(glaze.outside, 0.35)}"`) +
      oval(whole, `fill="${lipFill}"`) +
      line +
      oval(well, `fill="${wellFill}"`),
    mouth: well,
    above: rimGleam(scene, lying(x, y, rx - 4), 2.6, glaze.gloss),
  }
}

/** A wide low pot with two ring handles, as a hot pot stands on its stove. */
export function pot(
  scene: Scene,
  glaze: Glaze,
  { x = 240, y = 172, rx = 204, depth = 66, rim = 12 }: BowlShape = {},
): Vessel {
  const ry = rx * TILT
  const wall = `M${n(x - rx)} ${n(y)}C${n(x - rx + 2)} ${n(y + depth * 0.7)} ${n(x - rx * 0.8)} ${n(y + depth)} ${n(x - rx * 0.72)} ${n(y + depth)}A${n(rx * 0.74)} ${n(ry * 0.7)} 0 0 0 ${n(x + rx * 0.72)} ${n(y + depth)}C${n(x + rx * 0.8)} ${n(y + depth)} ${n(x + rx - 2)} ${n(y + depth * 0.7)} ${n(x + rx)} ${n(y)}Z`
  const shade = linear(
    scene,
    [
      [0, lighter(glaze.outside, 0.15)],
      [0.2, lighter(glaze.outside, 0.5)],
      [0.5, darker(glaze.outside, 0.1)],
      [1, darker(glaze.outside, 0.6)],
    ],
    [0, 0.2, 1, 0.5],
  )
  const rimFill = linear(scene, [
    [0, lighter(glaze.rim, 0.65)],
    [0.35, glaze.rim],
    [0.7, darker(glaze.rim, 0.35)],
    [1, lighter(glaze.rim, 0.2)],
  ])
  const mouth = { x, y: y + 2, rx: rx - rim, ry: ry - rim * TILT - 1 }
  const handle = (side: number) =>
    `<path d="M${n(x + side * (rx - 8))} ${n(y - 26)}q${n(side * 38)} 4 ${n(side * 36)} 28q${n(side * -2)} 22 ${n(side * -38)} 26" fill="none" stroke="${darker(glaze.outside, 0.3)}" stroke-width="12" stroke-linecap="round"/><path d="M${n(x + side * (rx - 8))} ${n(y - 28)}q${n(side * 36)} 4 ${n(side * 34)} 26" fill="none" stroke="${lighter(glaze.rim, 0.3)}" stroke-width="4" stroke-linecap="round" opacity=".8"/>`
  return {
    below:
      castShadow(scene, x, y + depth * 0.8, rx * 0.9, ry * 0.85) +
      handle(-1) +
      handle(1) +
      `<path d="${wall}" fill="${shade}"/>` +
      oval({ x, y, rx, ry }, `fill="${rimFill}"`) +
      hollow(scene, mouth, glaze.inside),
    mouth,
    above: rimGleam(scene, { x, y, rx: rx - rim / 2, ry: ry - rim / 2 }, 3.2, glaze.gloss),
  }
}

/** A pool of light or shade inside an oval: `color` in the middle, nothing at the edge. */
export function glow(scene: Scene, at: Oval, color: string, opacity: number): string {
  return oval(
    at,
    `fill="${radial(
      scene,
      [
        [0, color, opacity],
        [1, color, 0],
      ],
      [0.5, 0.5, 0.5],
    )}"`,
  )
}

function domePath({ x, y, rx, ry }: Oval, height: number): string {
  return `M${n(x - rx)} ${n(y)}C${n(x - rx * 0.86)} ${n(y - ry * 0.5 - height * 0.75)} ${n(x - rx * 0.4)} ${n(y - ry * 0.46 - height)} ${n(x)} ${n(y - ry * 0.46 - height)}C${n(x + rx * 0.4)} ${n(y - ry * 0.46 - height)} ${n(x + rx * 0.86)} ${n(y - ry * 0.5 - height * 0.75)} ${n(x + rx)} ${n(y)}A${n(rx)} ${n(ry)} 0 0 1 ${n(x - rx)} ${n(y)}Z`
}

/** A smooth hill that fills an oval, `height` px high: the body of a bowl of rice, under its grains. */
export function dome(scene: Scene, area: Oval, height: number, color: string): string {
  const fill = radial(
    scene,
    [
      [0, lighter(color, 0.7)],
      [0.5, color],
      [1, darker(color, 0.42)],
    ],
    [0.36, 0.28, 0.78],
  )
  return `<path d="${domePath(area, height)}" fill="${fill}"/>`
}

/** The shade on that hill's far side from the light, laid over its grains so that the hill stays round. */
export function domeShade(scene: Scene, area: Oval, height: number, color: string): string {
  const fill = radial(
    scene,
    [
      [0, color, 0],
      [0.45, color, 0],
      [1, color, 0.62],
    ],
    [0.34, 0.26, 0.76],
  )
  return `<path d="${domePath(area, height)}" fill="${fill}"/>`
}

import { darker, lighter } from '../color.ts'
import { grow, n, type Oval, scatter } from '../geometry.ts'
import { blur, clip, radial, type Scene } from '../scene.ts'
import { glow, oval, ovalPath } from './vessels.ts'

export interface Broth {
  color: string
  deep: string
  /** what floats on it: chilli oil, fat, foam */
  oil: string
  /** how much of the surface the oil covers: 0.6 little … 0.4 most */
  from: number
  bubbles: number
}

export const broths = {
  tallow: { color: '#c22510', deep: '#5d0a04', oil: '#ee5a1c', from: 0.44, bubbles: 26 },
  chiliOil: { color: '#cf3212', deep: '#7d1206', oil: '#f0701f', from: 0.46, bubbles: 16 },
  beefSoup: { color: '#a5491c', deep: '#572109', oil: '#e0571d', from: 0.5, bubbles: 18 },
  clear: { color: '#f0dca4', deep: '#c99f55', oil: '#fbeec4', from: 0.5, bubbles: 16 },
  milky: { color: '#fbf0dc', deep: '#dcc194', oil: '#fffaf0', from: 0.48, bubbles: 14 },
  mushroom: { color: '#f0bf68', deep: '#b8742a', oil: '#fbdf9a', from: 0.5, bubbles: 18 },
  tomato: { color: '#e8552b', deep: '#a82a10', oil: '#f58a4a', from: 0.48, bubbles: 16 },
  sour: { color: '#f2c04f', deep: '#b87820', oil: '#fbe08d', from: 0.5, bubbles: 16 },
} satisfies Record<string, Broth>

/** A gleaming bead of fat or a bubble on the surface. */
function bead(scene: Scene, x: number, y: number, r: number, color: string): string {
  const fill = radial(
    scene,
    [
      [0, lighter(color, 0.35), 0.5],
      [0.75, color, 0.35],
      [1, lighter(color, 0.4), 0.9],
    ],
    [0.5, 0.5, 0.5],
  )
  return (
    `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r)}" ry="${n(r * 0.7)}" fill="${fill}"/>` +
    `<ellipse cx="${n(x - r * 0.35)}" cy="${n(y - r * 0.28)}" rx="${n(r * 0.28)}" ry="${n(r * 0.16)}" fill="#fff" opacity=".85"/>`
  )
}

/** The surface of a soup in an oval (or in `shape`, part of it): deep at the wall, oil swimming, the window's light on it. */
export function broth(scene: Scene, mouth: Oval, { color, deep, oil, from, bubbles }: Broth, shape?: string): string {
  const body = radial(
    scene,
    [
      [0, lighter(color, 0.12)],
      [0.55, color],
      [1, deep],
    ],
    [0.45, 0.42, 0.62],
  )
  const slick = scene.define(
    `slick ${oil} ${from}`,
    (id) =>
      `<filter id="${id}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency=".018 .03" numOctaves="3" seed="8"/><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 4 0 0 0 ${-4 * from}" result="a"/><feFlood flood-color="${oil}" flood-opacity=".7"/><feComposite in2="a" operator="in"/><feComposite in2="SourceAlpha" operator="in"/></filter>`,
  )
  const inside = shape ?? ovalPath(mouth)
  const beads = scatter(scene.random, grow(mouth, 0.92), bubbles)
    .map(([x, y]) => bead(scene, x, y, scene.random.between(3.5, 10), oil))
    .join('')
  const { x, y, rx, ry } = mouth
  const gleam = `<path d="M${n(x - rx * 0.72)} ${n(y - ry * 0.2)}Q${n(x - rx * 0.62)} ${n(y - ry * 0.72)} ${n(x - rx * 0.1)} ${n(y - ry * 0.8)}Q${n(x - rx * 0.5)} ${n(y - ry * 0.55)} ${n(x - rx * 0.72)} ${n(y - ry * 0.2)}Z" fill="#fff" opacity=".5" filter="${blur(scene, 4)}"/>`
  return (
    `<g clip-path="${clip(scene, inside)}">` +
    oval(mouth, `fill="${body}"`) +
    oval(mouth, `filter="${slick}"`) +
    oval(
      { x, y: y - ry * 0.12, rx: rx * 1.02, ry: ry * 1.02 },
      `fill="none" stroke="${darker(deep, 0.3)}" stroke-width="${n(rx * 0.1)}" opacity=".55" filter="${blur(scene, 6)}"`,
    ) +
    glow(scene, { x: x + rx * 0.3, y: y + ry * 0.4, rx: rx * 0.6, ry: ry * 0.5 }, lighter(oil, 0.3), 0.4) +
    beads +
    gleam +
    '</g>'
  )
}

import { darker, lighter } from '../color.ts'
import { blob, closedCurve, n, openCurve, type Placement } from '../geometry.ts'
import { material } from '../material.ts'
import { linear, radial, type Scene } from '../scene.ts'

const wet = { round: 1.6, gloss: 0.9, shine: 18, shadow: 2 }

/** A whole dried chilli, wrinkled and shining with oil. */
export function driedChili(scene: Scene, at: Placement, color = '#a5150c'): string {
  const bend = scene.random.sway(5)
  const body = closedCurve(at, [
    [-17, 0],
    [-11, -6.5 + bend * 0.3],
    [3, -6 + bend],
    [19, bend * 1.4],
    [3, 6 + bend],
    [-11, 6.5 + bend * 0.3],
  ])
  const stem = openCurve(at, [
    [-16, 0],
    [-21, -1.5],
  ])
  return `<g ${material(scene, { ...wet, round: 2, grain: { frequency: '.12 .2', amount: 0.5 } })}><path d="${stem}" stroke="#8a6a2c" stroke-width="2.4" stroke-linecap="round" fill="none"/><path d="${body}" fill="${linear(
    scene,
    [
      [0, lighter(color, 0.22)],
      [0.5, color],
      [1, darker(color, 0.4)],
    ],
  )}"/></g>`
}

/** A ring of chilli with its pale heart and seeds. */
export function chiliRing(scene: Scene, at: Placement, color = '#d81f10'): string {
  const { x, y, size: s, turn } = at
  const deg = n((turn * 180) / Math.PI)
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${deg})" ${material(scene, { ...wet, shadow: 1.6 })}><ellipse rx="${n(5.4 * s)}" ry="${n(4 * s)}" fill="${color}"/><ellipse rx="${n(2.6 * s)}" ry="${n(1.7 * s)}" fill="#f6b98a"/><circle cx="${n(0.8 * s)}" r="${n(0.9 * s)}" fill="#f7e6a8"/></g>`
}

/** A Sichuan peppercorn split open. */
export function peppercorn(scene: Scene, at: Placement, color = '#6d2414'): string {
  const { x, y, size: s } = at
  return `<g ${material(scene, { round: 1.4, gloss: 0.5, shadow: 1.4, grain: { frequency: '.5', amount: 0.6 } })}><ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(3.6 * s)}" ry="${n(3.2 * s)}" fill="${color}"/><path d="M${n(x - 2 * s)} ${n(y)}q${n(2 * s)} ${n(-1.6 * s)} ${n(4 * s)} ${n(0.4 * s)}" stroke="#1d0a05" stroke-width="1.4" fill="none"/></g>`
}

/** A sesame seed, toasted unless another colour is given. */
export function sesame(scene: Scene, at: Placement, color = '#fbeecb'): string {
  const { x, y, turn, size: s } = at
  return `<ellipse cx="${n(x + 0.8)}" cy="${n(y + 1)}" rx="${n(2.3 * s)}" ry="${n(1.3 * s)}" transform="rotate(${n((turn * 180) / Math.PI)} ${n(x)} ${n(y)})" fill="#5a1c06" opacity=".45"/><ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(2.3 * s)}" ry="${n(1.3 * s)}" transform="rotate(${n((turn * 180) / Math.PI)} ${n(x)} ${n(y)})" fill="${radial(
    scene,
    [
      [0, '#fffdf4'],
      [1, color],
    ],
  )}"/>`
}

/** A flake of ground chilli. */
export function chiliFlake(scene: Scene, at: Placement): string {
  const color = scene.random.pick(['#a8160a', '#c9260f', '#e2471b', '#7e0d06', '#f0a83c'])
  return `<path d="${closedCurve(at, blob(scene.random, 2.6, 1.7, 5, 0.35))}" fill="${color}"/>`
}

/** A roasted peanut half. */
export function peanut(scene: Scene, at: Placement): string {
  const body = closedCurve(at, [
    [-7, 0],
    [-5, -4.4],
    [0, -3.4],
    [5, -4.6],
    [8, 0],
    [5, 4.4],
    [0, 3.6],
    [-5, 4.4],
  ])
  const line = openCurve(at, [
    [-5, 0],
    [6, 0.4],
  ])
  return `<g ${material(scene, { round: 2, gloss: 0.5, shadow: 2 })}><path d="${body}" fill="${linear(scene, [
    [0, '#f6d596'],
    [0.6, '#e0ac5a'],
    [1, '#a86a25'],
  ])}"/></g><path d="${line}" stroke="#b27a33" stroke-width="1" fill="none" opacity=".7"/>`
}

/** A heap of minced meat, garlic or preserved greens: small uneven crumbs. */
export function crumb(scene: Scene, at: Placement, colors: readonly string[]): string {
  const color = scene.random.pick(colors)
  return `<path d="${closedCurve(at, blob(scene.random, 5.5, 4.6, 7, 0.28))}" fill="${color}" ${material(scene, { round: 1.8, gloss: 0.65, shine: 14, shadow: 1.6, grain: { frequency: '.22', amount: 0.6 } })}/>`
}

/** A clove of garlic or a slice of ginger, pale and smooth. */
export function garlic(scene: Scene, at: Placement): string {
  return `<path d="${closedCurve(at, [
    [-9, 2],
    [-5, -5],
    [3, -6],
    [9, -1],
    [7, 5],
    [-3, 6],
  ])}" fill="${linear(scene, [
    [0, '#fffaf0'],
    [1, '#e6cfa0'],
  ])}" ${material(scene, { round: 2.6, gloss: 0.7, shadow: 2 })}/>`
}

/** A goji berry. */
export function goji(scene: Scene, at: Placement): string {
  return `<path d="${closedCurve(at, blob(scene.random, 5.4, 3.2, 6, 0.1))}" fill="#e0311a" ${material(scene, { round: 1.6, gloss: 0.8, shadow: 1.4 })}/>`
}

/** A dried jujube, wrinkled. */
export function jujube(scene: Scene, at: Placement): string {
  return `<path d="${closedCurve(at, blob(scene.random, 13, 9, 8, 0.07))}" fill="${linear(scene, [
    [0, '#b8401f'],
    [0.5, '#8a1a10'],
    [1, '#4c0805'],
  ])}" ${material(scene, { round: 4, gloss: 0.8, shine: 16, grain: { frequency: '.1 .16', amount: 0.45 } })}/>`
}

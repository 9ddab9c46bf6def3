import { each, medley, mound, sprinkle } from '../arrange.ts'
import { grow, n, type Oval, ring } from '../geometry.ts'
import { lump } from '../parts/blocks.ts'
import { broth, broths } from '../parts/broth.ts'
import { coin, coriander, onionRing, onionStick } from '../parts/greens.ts'
import { steam } from '../parts/ground.ts'
import { mushroomSlice, oysterMushroom, shiitake } from '../parts/mushrooms.ts'
import { batten } from '../parts/roots.ts'
import { chiliFlake, chiliRing, driedChili, garlic, goji, jujube, peppercorn } from '../parts/spice.ts'
import { glazes, ovalPath, pot } from '../parts/vessels.ts'
import { type Recipe, served } from '../recipe.ts'
import { clip, type Scene } from '../scene.ts'

const spices = (scene: Scene, area: Oval, amount: number) =>
  sprinkle(scene, area, Math.round(amount * 0.5), garlic, { size: 1.6 }) +
  sprinkle(scene, area, Math.round(amount * 1.3), driedChili, { size: 2.15 }) +
  sprinkle(scene, area, amount, peppercorn, { size: 2 }) +
  sprinkle(scene, area, Math.round(amount * 0.35), (s, at) => onionStick(s, at), { size: 1.7 }) +
  sprinkle(scene, area, amount, chiliFlake, { size: 1.5 })

/** The wall between two broths, as the fish of yin and yang turn round each other. */
function curvedWall({ x, y, rx, ry }: Oval) {
  const line = `M${n(x + rx * 0.18)} ${n(y - ry)}C${n(x - rx * 0.62)} ${n(y - ry * 0.5)} ${n(x + rx * 0.62)} ${n(y + ry * 0.5)} ${n(x - rx * 0.18)} ${n(y + ry)}`
  const left = `${line}L${n(x - rx * 2)} ${n(y + ry)}V${n(y - ry)}Z`
  const right = `${line}L${n(x + rx * 2)} ${n(y + ry)}V${n(y - ry)}Z`
  return { line, left, right }
}

export const pots: Record<string, Recipe> = {
  tallowpot: (scene) => {
    const vessel = pot(scene, glazes.brass)
    const area = grow(vessel.mouth, 0.8)
    return (
      served(
        scene,
        vessel,
        broth(scene, vessel.mouth, broths.tallow) +
          spices(scene, area, 28) +
          sprinkle(scene, area, 5, coriander, { size: 1.5 }),
      ) + steam(scene, 240, 150, 230)
    )
  },
  splitpot: (scene) => {
    const vessel = pot(scene, glazes.iron)
    const { line, left, right } = curvedWall(vessel.mouth)
    const { x, y, rx, ry } = vessel.mouth
    const half = (path: string, content: string) => `<g clip-path="${clip(scene, path)}">${content}</g>`
    const redArea = { x: x - rx * 0.42, y, rx: rx * 0.42, ry: ry * 0.72 }
    const paleArea = { x: x + rx * 0.44, y, rx: rx * 0.4, ry: ry * 0.7 }
    const red = broth(scene, vessel.mouth, broths.tallow) + spices(scene, redArea, 14)
    const pale =
      broth(scene, vessel.mouth, broths.milky) +
      sprinkle(scene, paleArea, 6, (s, at) => mushroomSlice(s, at), { size: 1.15 }) +
      sprinkle(scene, paleArea, 4, jujube, { size: 1.3 }) +
      sprinkle(scene, paleArea, 4, (s, at) => onionStick(s, at), { size: 1.4 }) +
      sprinkle(scene, paleArea, 12, goji, { size: 1.5 })
    const wall = `<path d="${line}" fill="none" stroke="#3d1a08" stroke-width="17" opacity=".4" transform="translate(6 5)"/><path d="${line}" fill="none" stroke="#55504c" stroke-width="15"/><path d="${line}" fill="none" stroke="#cfc7bf" stroke-width="5" transform="translate(-3 -2)"/>`
    return served(scene, vessel, half(left, red) + half(right, pale) + wall) + steam(scene, 250, 150, 230)
  },
  ninegridpot: (scene) => {
    const vessel = pot(scene, glazes.brass)
    const { x, y, rx, ry } = vessel.mouth
    const bars = [-0.36, 0.36]
    const grid = (dx: number, dy: number) =>
      bars
        .map(
          (part) =>
            `M${n(x + part * rx * 0.94 + dx)} ${n(y - ry + dy)}L${n(x + part * rx * 1.06 + dx)} ${n(y + ry + dy)}`,
        )
        .join('') + bars.map((part) => `M${n(x - rx + dx)} ${n(y + part * ry + dy)}H${n(x + rx + dx)}`).join('')
    const walls = `<g clip-path="${clip(scene, ovalPath(vessel.mouth))}" fill="none"><path d="${grid(5, 6)}" stroke="#3d0a04" stroke-width="12" opacity=".5"/><path d="${grid(0, 0)}" stroke="#8a5a20" stroke-width="12"/><path d="${grid(-1, -2)}" stroke="#e6b660" stroke-width="7"/><path d="${grid(-2, -4)}" stroke="#fff1cf" stroke-width="2"/></g>`
    return (
      served(
        scene,
        vessel,
        broth(scene, vessel.mouth, { ...broths.tallow, bubbles: 40 }) +
          spices(scene, grow(vessel.mouth, 0.8), 16) +
          walls,
      ) + steam(scene, 240, 150, 230)
    )
  },
  mushroompot: (scene) => {
    const vessel = pot(scene, glazes.clay)
    const area = grow(vessel.mouth, 0.74)
    return (
      served(
        scene,
        vessel,
        broth(scene, vessel.mouth, broths.mushroom) +
          medley(
            scene,
            area,
            21,
            12,
            [
              (s, at) => shiitake(s, at),
              (s, at) => mushroomSlice(s, at),
              (s, at) => shiitake(s, at, '#96612f'),
              (s, at) => oysterMushroom(s, at),
              (s, at) => mushroomSlice(s, at, '#d59a45'),
            ],
            { size: 1.35 },
          ) +
          sprinkle(scene, area, 5, jujube, { size: 1.25 }) +
          sprinkle(scene, area, 16, goji, { size: 1.5 }) +
          sprinkle(scene, area, 14, onionRing, { size: 1.6 }),
        '#eadbc0',
      ) + steam(scene, 240, 150, 230)
    )
  },
  tomatopot: (scene) => {
    const vessel = pot(scene, glazes.ivory)
    const area = grow(vessel.mouth, 0.74)
    const tomato = (s: Scene, at: Parameters<typeof coin>[1]) => coin(s, at, '#b8200f', '#f0563a', 27)
    return (
      served(
        scene,
        vessel,
        broth(scene, vessel.mouth, broths.tomato) +
          sprinkle(scene, area, 15, tomato, { size: 1.35 }) +
          sprinkle(scene, area, 8, (s, at) => lump(s, at, '#d8361b', { rx: 14, ry: 11, rough: 0.3, gloss: 1 }), {
            size: 1.2,
          }) +
          sprinkle(scene, area, 7, coriander, { size: 1.5 }) +
          sprinkle(scene, area, 22, onionRing, { size: 1.5 }),
      ) + steam(scene, 240, 150, 230)
    )
  },
  duckpot: (scene) => {
    const vessel = pot(scene, glazes.tenmoku)
    const area = grow(vessel.mouth, 0.72)
    return (
      served(
        scene,
        vessel,
        broth(scene, vessel.mouth, broths.sour) +
          mound(scene, area, 13, 10, (s, at) => lump(s, at, '#c98a4e', { rx: 36, ry: 24, rough: 0.5, gloss: 0.8 }), {
            size: 1.25,
          }) +
          sprinkle(scene, area, 13, (s, at) => batten(s, at, '#f6e7b0', 34, 12), { size: 1.05 }) +
          sprinkle(scene, area, 10, (s, at) => chiliRing(s, at, '#e8b23a'), { size: 2 }) +
          each(scene, ring(grow(area, 0.9), 4, { size: 1.3 }), coriander) +
          sprinkle(scene, area, 14, onionRing, { size: 1.6 }),
        '#eadbc0',
      ) + steam(scene, 240, 150, 230)
    )
  },
}

import { each, mound, sprinkle } from '../arrange.ts'
import { grow, overlapping, type Placement, place, ring } from '../geometry.ts'
import { block } from '../parts/blocks.ts'
import { coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { meatRoll } from '../parts/meat.ts'
import { sheet } from '../parts/roots.ts'
import { chiliFlake, chiliRing } from '../parts/spice.ts'
import { board } from '../parts/trays.ts'
import { bowl, glazes, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

const jitter = (scene: Scene, at: Placement) => ({ ...at, turn: at.turn + scene.random.sway(0.14) })

export const tofuPlates: Record<string, Recipe> = {
  oldtofu: (scene) => {
    const tray = board(scene, { color: '#9a6638' })
    const cubes = [
      ...overlapping([118, 128], [350, 118], 4, { turn: 0.5 }),
      ...overlapping([98, 190], [378, 180], 5, { turn: 0.5 }),
      ...overlapping([132, 252], [362, 242], 4, { turn: 0.5 }),
    ]
    return plated(
      scene,
      tray,
      each(scene, cubes, (s, at) =>
        block(s, jitter(s, at), { color: '#fbf0d8', side: '#ead2a4', half: 31, height: 44, gloss: 0.5 }),
      ) + sprinkle(scene, { x: 240, y: 160, rx: 110, ry: 46 }, 12, onionRing, { size: 1.6 }),
    )
  },
  frozentofu: (scene) => {
    const dish = bowl(scene, glazes.cobalt, { depth: 108 })
    const grain = { frequency: '.11', amount: 1.1, octaves: 1 }
    return served(
      scene,
      dish,
      mound(
        scene,
        grow(dish.mouth, 0.74),
        17,
        44,
        (s, at) =>
          block(s, at, {
            color: '#f3dca6',
            side: '#d9b36c',
            half: 33,
            height: 38,
            gloss: 0.3,
            grain,
            veins: { frequency: '.09', octaves: 1, color: '#cfa35a', from: 0.6, sharp: 6 },
          }),
        { turn: [0.3, 1.2] },
      ) + coriander(scene, place(250, 96, 0.3, 1.9)),
    )
  },
  tofuskin: (scene) => {
    const dish = plate(scene, glazes.tenmoku)
    return plated(
      scene,
      dish,
      mound(scene, grow(dish.mouth, 0.74), 22, 48, (s, at) => sheet(s, at, '#f0cf7c'), {
        size: 1.45,
        turn: [-0.7, 0.7],
      }) + coriander(scene, place(270, 110, 0.3, 2)),
    )
  },
  tofuroll: (scene) => {
    const dish = plate(scene, glazes.celadon)
    const crisp = { color: '#dc9638', fat: '#f9d585', lean: 0.5, border: 0 }
    const rows = [
      [-66, 4],
      [-20, 5],
      [26, 5],
      [66, 4],
    ] as const
    const rolls = rows.flatMap(([dy, count]) =>
      overlapping([240 - count * 30, 190 + dy], [240 + count * 30, 190 + dy], count, { size: 1.3, turn: 0.55 }),
    )
    return plated(
      scene,
      dish,
      each(scene, ring(grow(dish.mouth, 0.9), 10, { size: 1.2 }), (s, at) => leaf(s, at, leaves.lettuce)) +
        each(scene, rolls, (s, at) => meatRoll(s, at, crisp, 36, 19)),
    )
  },
  friedtofu: (scene) => {
    const dish = bowl(scene, glazes.ivory, { depth: 108 })
    return served(
      scene,
      dish,
      mound(
        scene,
        grow(dish.mouth, 0.76),
        22,
        48,
        (s, at) =>
          block(s, at, {
            color: '#eeb04c',
            side: '#c67a24',
            half: 29,
            height: 34,
            gloss: 0.45,
            grain: { frequency: '.09', amount: 1.5, octaves: 3 },
            veins: { frequency: '.06', color: '#c87822', from: 0.55, sharp: 5 },
          }),
        { turn: [0.2, 1.3] },
      ) +
        sprinkle(scene, { x: 240, y: 134, rx: 90, ry: 44 }, 26, chiliFlake, { size: 1.3 }) +
        each(scene, [place(214, 112, 0, 2.2), place(262, 122, 1, 2.2)], (s, at) => chiliRing(s, at)) +
        coriander(scene, place(240, 100, 0.3, 1.9)),
    )
  },
}

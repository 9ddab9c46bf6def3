import { each, layered, mound, sprinkle } from '../arrange.ts'
import { grow, lying, overlapping, type Placement, place, project, ring } from '../geometry.ts'
import { lump } from '../parts/blocks.ts'
import { coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { meatRoll, meatSlice, meats } from '../parts/meat.ts'
import { chiliFlake, chiliRing, driedChili, sesame } from '../parts/spice.ts'
import { board, crushedIce, stick } from '../parts/trays.ts'
import { bowl, glazes, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

const sprig = (scene: Scene, x: number, y: number) =>
  coriander(scene, place(x, y, -0.4, 2)) + chiliRing(scene, place(x + 16, y + 14, 0.4, 2.2))

/** A slice of beef folded round coriander stems. */
function corianderParcel(scene: Scene, at: Placement): string {
  const end = (side: number) => {
    const [x, y] = project(at, [side * 40, 0])
    return coriander(scene, { ...at, x, y, turn: at.turn + (side < 0 ? Math.PI : 0), size: at.size * 1.3 })
  }
  return end(-1) + end(1) + meatSlice(scene, { ...at, turn: at.turn + 1.4, tilt: 0.9 }, meats.beef, 26, 26)
}

function beefOnStick(scene: Scene, at: Placement): string {
  const pieces = [-1.6, -0.6, 0.4, 1.4].map((part) => {
    const [x, y] = project(at, [part * 33 - 22, 0])
    return lump(scene, { ...at, x, y }, '#9c2a1c', { rx: 24, ry: 17, gloss: 0.9, rough: 0.45 })
  })
  return stick(at, 150) + pieces.join('')
}

export const meatPlates: Record<string, Recipe> = {
  snowbeef: (scene) => {
    const dish = plate(scene, glazes.black)
    const rows = [
      [-78, 4],
      [-40, 5],
      [-2, 5],
      [36, 5],
      [72, 4],
    ] as const
    const rolls = rows.flatMap(([dy, count]) =>
      overlapping([240 - count * 29, 182 + dy], [240 + count * 29, 182 + dy], count, { size: 1.3, turn: 0.42 }),
    )
    return plated(
      scene,
      dish,
      each(scene, rolls, (s, at) => meatRoll(s, at, meats.marbledBeef)) + sprig(scene, 352, 262),
    )
  },
  spicybeef: (scene) => {
    const dish = plate(scene, glazes.celadon)
    const area = grow(dish.mouth, 0.72)
    return plated(
      scene,
      dish,
      each(scene, ring(grow(dish.mouth, 0.84), 11, { size: 1.35 }), (s, at) => leaf(s, at, leaves.lettuce)) +
        mound(
          scene,
          area,
          24,
          40,
          (s, at) => meatSlice(s, at, { ...meats.beef, color: '#a5301a', fat: '#c9552c', lean: 0.5 }, 42, 25),
          { size: 1.3, turn: [-0.6, 0.8] },
        ) +
        mound(scene, area, 110, 44, chiliFlake, { size: 1.5 }) +
        mound(scene, area, 30, 44, sesame, { size: 1.3 }) +
        mound(scene, grow(area, 0.7), 8, 44, driedChili, { size: 1.3 }),
    )
  },
  beefneck: (scene) => {
    const slate = board(scene, { color: '#3d3c3e', grained: false })
    const row = (y: number, from: number) =>
      overlapping([from, y], [from + 250, y - 8], 7, { size: 1.16, turn: 1.25, tilt: 0.8 })
    return plated(
      scene,
      slate,
      layered(scene, [
        [[...row(128, 108), ...row(192, 118), ...row(256, 112)], (s, at) => meatSlice(s, at, meats.beefNeck, 46, 29)],
      ]) + sprig(scene, 398, 250),
    )
  },
  beefshank: (scene) => {
    const dish = plate(scene, glazes.cobalt)
    const outer = ring(grow(dish.mouth, 0.72), 15, { size: 1.3, turn: 0.5 })
    const inner = ring(grow(dish.mouth, 0.3), 8, { size: 1.15, from: 0.3, turn: 0.5 })
    const slice = (s: Scene, at: Placement) => meatSlice(s, at, meats.shank, 44, 31)
    return plated(
      scene,
      dish,
      each(scene, outer, slice) +
        each(
          scene,
          inner.map((at) => ({ ...at, y: at.y - 10 })),
          slice,
        ) +
        sprig(scene, 238, 170),
    )
  },
  corianderbeef: (scene) => {
    const tray = board(scene, { color: '#b98a52' })
    const rows = [106, 178, 252].flatMap((y, i) =>
      overlapping([108 + i * 6, y + 8], [370 + i * 6, y - 8], 4, { size: 1.42, turn: 0.9 }),
    )
    return plated(scene, tray, each(scene, rows, corianderParcel))
  },
  lambroll: (scene) => {
    const dish = plate(scene, glazes.porcelain)
    const rolls = [...ring(grow(dish.mouth, 0.62), 14, { size: 1.42, turn: 1.0 })]
    const top = ring({ ...grow(dish.mouth, 0.24), y: dish.mouth.y - 22 }, 7, { size: 1.35, from: 0.5, turn: 0.9 })
    return plated(
      scene,
      dish,
      each(scene, [...rolls, ...top], (s, at) => meatRoll(s, at, meats.lamb, 38, 16)) + sprig(scene, 240, 118),
    )
  },
  beefskewer: (scene) => {
    const tray = board(scene, { color: '#8a5a34', deep: 160 })
    const sticks = overlapping([236, 84], [262, 284], 6, { size: 1.34, turn: -0.12, tilt: 0.8 })
    return plated(
      scene,
      tray,
      each(scene, sticks, beefOnStick) +
        sprinkle(scene, lying(222, 186, 150), 90, chiliFlake, { size: 1.5 }) +
        sprinkle(scene, lying(222, 186, 150), 40, sesame, { size: 1.25 }) +
        sprinkle(scene, lying(222, 186, 150), 16, onionRing, { size: 1.5 }),
    )
  },
  beeftrio: (scene) => {
    const dish = bowl(scene, glazes.slate, { rx: 216, y: 150, depth: 60 })
    const third = (x: number, y: number, look: (typeof meats)[keyof typeof meats], turn: number) =>
      overlapping([x - 66, y], [x + 66, y], 7, { size: 1.55, turn, tilt: 0.85 }).map(
        (at) => (s: Scene) => meatSlice(s, at, look, 44, 27),
      )
    const slices = [
      ...third(150, 108, meats.marbledBeef, 1.2),
      ...third(330, 108, meats.shank, 1.9),
      ...third(240, 198, meats.beefNeck, 1.55),
    ]
    return served(
      scene,
      dish,
      crushedIce(scene, grow(dish.mouth, 0.94), 120) +
        slices.map((draw) => draw(scene)).join('') +
        sprig(scene, 244, 132),
    )
  },
}

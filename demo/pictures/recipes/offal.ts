import { each, mound, sprinkle } from '../arrange.ts'
import { grow, overlapping, place, ring } from '../geometry.ts'
import { block } from '../parts/blocks.ts'
import { broth, broths } from '../parts/broth.ts'
import { coin, coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { aorta, brain, combTripe, gizzard, kidney, ribbon, tripe } from '../parts/offal.ts'
import { chiliFlake, chiliRing, crumb, driedChili, sesame } from '../parts/spice.ts'
import { board, crushedIce } from '../parts/trays.ts'
import { bowl, glazes, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'

export const offalPlates: Record<string, Recipe> = {
  tripe: (scene) => {
    const dish = bowl(scene, glazes.black, { rx: 216, y: 152, depth: 62 })
    const sheets = [
      ...overlapping([128, 110], [352, 104], 4, { size: 1.15, turn: 1.1, tilt: 0.85 }),
      ...overlapping([116, 172], [366, 166], 5, { size: 1.15, turn: 1.2, tilt: 0.85 }),
      ...overlapping([176, 226], [310, 224], 3, { size: 1.1, turn: 1.25, tilt: 0.85 }),
    ]
    return (
      served(
        scene,
        dish,
        crushedIce(scene, grow(dish.mouth, 0.96), 130) + each(scene, sheets, (s, at) => tripe(s, at)),
      ) + coriander(scene, place(372, 240, 0.2, 2))
    )
  },
  combtripe: (scene) => {
    const dish = plate(scene, glazes.cobalt)
    return plated(
      scene,
      dish,
      each(scene, ring(grow(dish.mouth, 0.82), 11, { size: 1.35 }), (s, at) => leaf(s, at, leaves.lettuce)) +
        mound(scene, grow(dish.mouth, 0.68), 30, 44, (s, at) => combTripe(s, at), { size: 1.4 }) +
        sprinkle(scene, { ...grow(dish.mouth, 0.4), y: 150 }, 7, (s, at) => chiliRing(s, at), { size: 2.1 }) +
        coriander(scene, place(262, 140, 0.4, 2)),
    )
  },
  duckgut: (scene) => {
    const dish = plate(scene, glazes.slate)
    const rows = overlapping([140, 140], [340, 232], 34, { size: 1.8, turn: -0.75, tilt: 0.8 })
    return plated(
      scene,
      dish,
      crushedIce(scene, grow(dish.mouth, 0.95), 90) +
        each(scene, rows, (s, at) =>
          ribbon(s, { ...at, turn: at.turn + s.random.sway(0.3), y: at.y + s.random.sway(24) }),
        ) +
        coriander(scene, place(344, 130, 0.4, 2.1)) +
        chiliRing(scene, place(150, 246, 0, 2.4)),
    )
  },
  aorta: (scene) => {
    const dish = plate(scene, glazes.tenmoku)
    return plated(
      scene,
      dish,
      crushedIce(scene, grow(dish.mouth, 0.96), 80) +
        each(
          scene,
          [
            ...ring(grow(dish.mouth, 0.66), 16, { size: 1.5 }),
            ...ring({ ...grow(dish.mouth, 0.26), y: 172 }, 9, { size: 1.35, from: 0.2 }),
          ],
          (s, at) => aorta(s, at),
        ) +
        coriander(scene, place(242, 160, 0.4, 2.2)) +
        chiliRing(scene, place(220, 176, 0, 2.4)),
    )
  },
  kidney: (scene) => {
    const dish = plate(scene, glazes.celadon)
    return plated(
      scene,
      dish,
      each(scene, ring(grow(dish.mouth, 0.9), 18, { size: 1.15 }), (s, at) => coin(s, at, '#3f7d2d', '#e3f0b8', 25)) +
        mound(scene, grow(dish.mouth, 0.66), 26, 38, (s, at) => kidney(s, at), { size: 1.5, turn: [-0.9, 0.9] }) +
        coriander(scene, place(244, 138, 0.4, 2)),
    )
  },
  gizzard: (scene) => {
    const tray = board(scene, { color: '#6d4a30' })
    const rows = [104, 162, 220, 278].flatMap((y, i) =>
      overlapping([88 + (i % 2) * 30, y], [368 + (i % 2) * 30, y - 10], 6, { size: 1.75 }),
    )
    return plated(scene, tray, each(scene, rows, (s, at) => gizzard(s, at)) + coriander(scene, place(402, 116, 0.4, 2)))
  },
  pigbrain: (scene) => {
    const dish = bowl(scene, glazes.clay, { rx: 200, y: 164 })
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, broths.chiliOil) +
        mound(scene, grow(dish.mouth, 0.8), 30, 4, (s, at) => crumb(s, at, ['#8e3a17', '#b5531f', '#e0a24a']), {
          size: 1.5,
        }) +
        brain(scene, place(240, 152, 0.12, 1.5, 0.86)) +
        sprinkle(scene, grow(dish.mouth, 0.72), 60, chiliFlake, { size: 1.5 }) +
        sprinkle(scene, grow(dish.mouth, 0.7), 34, onionRing, { size: 1.7 }) +
        sprinkle(scene, grow(dish.mouth, 0.5), 14, sesame, { size: 1.4 }),
    )
  },
  duckblood: (scene) => {
    const dish = bowl(scene, glazes.ivory, { depth: 108 })
    const cubes = [
      ...overlapping([124, 112], [350, 112], 4, { turn: 0.7 }),
      ...overlapping([96, 168], [384, 168], 5, { turn: 0.74 }),
      ...overlapping([140, 226], [342, 226], 4, { turn: 0.7 }),
    ]
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, { ...broths.clear, color: '#d98a5c', deep: '#8a3a1e', oil: '#f0b080' }) +
        each(scene, cubes, (s, at) =>
          block(
            s,
            { ...at, turn: at.turn + s.random.sway(0.16) },
            { color: '#7d1a17', side: '#551010', half: 33, height: 34, gloss: 1 },
          ),
        ) +
        sprinkle(scene, grow(dish.mouth, 0.66), 22, onionRing, { size: 1.7 }) +
        driedChili(scene, place(306, 196, 0.5, 1.5)),
    )
  },
}

import { each, mound, sprinkle } from '../arrange.ts'
import { closedCurve, grow, lying, overlapping, type Placement, place, project, ring } from '../geometry.ts'
import { material } from '../material.ts'
import { ball, lump, slab } from '../parts/blocks.ts'
import { coin, coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { batten } from '../parts/roots.ts'
import { goji } from '../parts/spice.ts'
import { board, crushedIce } from '../parts/trays.ts'
import { bowl, glazes, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'
import { linear, type Scene } from '../scene.ts'

/** A bamboo half-pipe filled with paste, as it is brought to the table with a little spatula. */
function bambooPipe(scene: Scene, at: Placement): string {
  const shell = closedCurve(at, [
    [-190, -44],
    [0, -46],
    [190, -44],
    [200, 0],
    [190, 48],
    [0, 52],
    [-190, 48],
    [-200, 0],
  ])
  const paste = closedCurve({ ...at, y: at.y - 10 }, [
    [-172, -26],
    [-80, -40],
    [0, -32],
    [90, -42],
    [172, -26],
    [180, 6],
    [90, 34],
    [0, 26],
    [-90, 36],
    [-178, 8],
  ])
  return (
    `<path d="${shell}" fill="${linear(
      scene,
      [
        [0, '#dfe59a'],
        [0.5, '#a3b94f'],
        [1, '#5d7a28'],
      ],
      [0, 0, 0.2, 1],
    )}" ${material(scene, { round: 5, gloss: 0.5, shadow: 8, grain: { frequency: '.004 .06', amount: 0.4 } })}/>` +
    `<path d="${paste}" fill="${linear(scene, [
      [0, '#fff1e6'],
      [0.5, '#f6c9b4'],
      [1, '#e0987f'],
    ])}" ${material(scene, { round: 7, gloss: 0.9, shine: 22, shadow: 3, grain: { frequency: '.035', amount: 0.8, octaves: 3 }, veins: { frequency: '.05', color: '#ee9277', from: 0.55, sharp: 6 } })}/>`
  )
}

const sausage = (scene: Scene, at: Placement) => {
  const body = batten(scene, at, '#c2452b', 46, 17)
  const marks = [-0.5, 0, 0.5].map((part) => {
    const [x, y] = project({ ...at, tilt: 0.85 }, [part * 46, 0])
    return batten(scene, { x, y, turn: at.turn + 1.1, size: at.size * 0.26, tilt: 0.85 }, '#f0a27e', 40, 7)
  })
  return body + marks.join('')
}

export const pastePlates: Record<string, Recipe> = {
  shrimppaste: (scene) => {
    const tray = board(scene, { color: '#4a4548', grained: false })
    return plated(
      scene,
      tray,
      crushedIce(scene, { x: 240, y: 194, rx: 196, ry: 96 }, 110) +
        bambooPipe(scene, place(236, 184, -0.2, 1, 0.92)) +
        sprinkle(scene, { x: 236, y: 170, rx: 130, ry: 12 }, 7, goji, { size: 1.9 }) +
        coriander(scene, place(226, 168, 0.2, 2)) +
        coin(scene, place(390, 262, 0, 1.5), '#f3c53c', '#fbe889', 24),
    )
  },
  beefball: (scene) => {
    const dish = bowl(scene, glazes.ivory, { depth: 108 })
    return served(
      scene,
      dish,
      mound(
        scene,
        grow(dish.mouth, 0.78),
        26,
        40,
        (s, at) => ball(s, at, '#a5623c', { r: 39, rough: 0.5, frequency: '.12', gloss: 0.7 }),
        { vary: 0.06 },
      ) + coriander(scene, place(248, 106, 0.3, 2.1)),
    )
  },
  corianderball: (scene) => {
    const dish = plate(scene, glazes.white)
    const flecked = (s: Scene, at: Placement) =>
      ball(s, at, '#dcae86', { r: 39, rough: 0.6, frequency: '.1' }) +
      sprinkle(s, { x: at.x, y: at.y - 4, rx: 27, ry: 22 }, 9, (inner, spot) =>
        lump(inner, spot, '#3f8a2f', { rx: 4, ry: 3, gloss: 0.3 }),
      )
    return plated(
      scene,
      dish,
      each(scene, ring(grow(dish.mouth, 0.86), 13, { size: 1.5 }), (s, at) => leaf(s, at, leaves.spinach)) +
        mound(scene, grow(dish.mouth, 0.66), 19, 40, flecked, { vary: 0.06 }),
    )
  },
  fishball: (scene) => {
    const dish = bowl(scene, glazes.cobalt, { depth: 108 })
    return served(
      scene,
      dish,
      crushedIce(scene, grow(dish.mouth, 0.96), 90) +
        mound(
          scene,
          grow(dish.mouth, 0.76),
          23,
          38,
          (s, at) => ball(s, at, '#f4e9d8', { r: 41, rough: 0.15, gloss: 1 }),
          { vary: 0.05 },
        ) +
        sprinkle(scene, grow(dish.mouth, 0.5), 12, onionRing, { size: 1.7 }),
    )
  },
  quailegg: (scene) => {
    const dish = bowl(scene, glazes.celadon, { depth: 108 })
    return served(
      scene,
      dish,
      mound(
        scene,
        grow(dish.mouth, 0.8),
        34,
        42,
        (s, at) => ball(s, at, '#fbeed6', { r: 31, long: 1.3, rough: 0.08, gloss: 1 }),
        { vary: 0.06 },
      ) + coriander(scene, place(300, 130, 0.3, 1.9)),
    )
  },
  luncheon: (scene) => {
    const dish = plate(scene, glazes.black)
    const slices = [
      ...overlapping([118, 150], [352, 132], 9, { size: 1.3, turn: 1.32, tilt: 0.9 }),
      ...overlapping([140, 226], [366, 212], 8, { size: 1.3, turn: 1.32, tilt: 0.9 }),
    ]
    return plated(
      scene,
      dish,
      each(scene, slices, (s, at) =>
        slab(s, at, '#ee9c8c', 44, 30, {
          square: true,
          thick: 7,
          edge: '#c76a5a',
          gloss: 0.6,
          veins: { frequency: '.09', color: '#f9c5b6', from: 0.54, sharp: 6 },
        }),
      ) + coriander(scene, place(392, 160, 0.3, 1.9)),
    )
  },
  sausage: (scene) => {
    const tray = board(scene, { color: '#c08f58' })
    const rows = [112, 172, 234].flatMap((y, i) =>
      overlapping([120 + i * 8, y + 10], [350 + i * 8, y - 8], 5, { size: 1.45, turn: -0.75 }),
    )
    return plated(
      scene,
      tray,
      each(scene, ring(lying(240, 186, 165), 11, { size: 1.6 }), (s, at) => leaf(s, at, leaves.lettuce)) +
        each(scene, rows, sausage),
    )
  },
}

import { each, mound, sprinkle } from '../arrange.ts'
import { grow, lying, overlapping, type Placement, place, ring } from '../geometry.ts'
import { cabbageHeart, coriander, leaf, leaves } from '../parts/greens.ts'
import { enoki, mushroomSlice, oysterMushroom, shiitake, woodEar } from '../parts/mushrooms.ts'
import { noodleLooks, noodleNest } from '../parts/noodles.ts'
import { batten, lotusSlice, potatoSlice, thread } from '../parts/roots.ts'
import { chiliRing, goji } from '../parts/spice.ts'
import { board, steamer } from '../parts/trays.ts'
import { bowl, glazes, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

export const greenPlates: Record<string, Recipe> = {
  peashoot: (scene) => {
    const basket = steamer(scene, { y: 156 })
    return plated(
      scene,
      basket,
      mound(scene, grow(basket.mouth, 0.95), 66, 60, (s, at) => leaf(s, at, leaves.peaShoot), {
        size: 1.45,
        vary: 0.25,
      }),
    )
  },
  celtuce: (scene) => {
    const dish = plate(scene, glazes.white)
    const rows = [
      ...overlapping([112, 232], [368, 232], 9, { size: 1.25, turn: 1.2 }),
      ...overlapping([140, 176], [340, 176], 8, { size: 1.25, turn: 1.2 }),
      ...overlapping([168, 120], [312, 120], 6, { size: 1.2, turn: 1.2 }),
    ].sort((a, b) => a.y - b.y)
    return plated(
      scene,
      dish,
      each(scene, rows, (s, at) => batten(s, at, s.random.pick(['#b4d76a', '#a5cc5c', '#c6e384']), 44, 14)) +
        sprinkle(scene, lying(240, 180, 70), 5, goji, { size: 1.9 }),
    )
  },
  lotus: (scene) => {
    const dish = plate(scene, glazes.cobalt)
    return plated(
      scene,
      dish,
      each(scene, ring(grow(dish.mouth, 0.66), 12, { size: 1.5 }), lotusSlice) +
        each(scene, ring({ ...grow(dish.mouth, 0.26), y: 174 }, 6, { size: 1.45, from: 0.4 }), lotusSlice) +
        coriander(scene, place(240, 158, 0.4, 2)),
    )
  },
  potato: (scene) => {
    const dish = bowl(scene, glazes.celadon, { depth: 108 })
    return served(
      scene,
      dish,
      mound(scene, grow(dish.mouth, 0.78), 36, 46, (s, at) => potatoSlice(s, at), { size: 1.45, turn: [-0.9, 0.9] }) +
        coriander(scene, place(256, 104, 0.3, 2)),
    )
  },
  babycabbage: (scene) => {
    const tray = board(scene, { color: '#b08048' })
    const heads = [
      ...overlapping([136, 116], [346, 112], 4, { size: 1.35, turn: -1.3, tilt: 0.9 }),
      ...overlapping([112, 228], [364, 224], 5, { size: 1.5, turn: -1.4, tilt: 0.9 }),
    ]
    return plated(scene, tray, each(scene, heads, cabbageHeart))
  },
  gongcai: (scene) => {
    const dish = bowl(scene, glazes.tenmoku, { depth: 108 })
    return served(
      scene,
      dish,
      mound(
        scene,
        grow(dish.mouth, 0.72),
        78,
        54,
        (s, at) => thread(s, at, s.random.pick(['#5a8f3a', '#79a848', '#3f7530']), 46, 8),
        { size: 1.2 },
      ) + each(scene, ring({ x: 240, y: 112, rx: 52, ry: 26 }, 5, { size: 2.3 }), (s, at) => chiliRing(s, at)),
    )
  },
  enoki: (scene) => {
    const dish = plate(scene, glazes.black)
    const bundles = overlapping([172, 112], [206, 262], 5, { size: 2.1, turn: 0.1, tilt: 0.62 }).flatMap((at, i) => [
      { ...at, x: at.x + 96, y: at.y - 14, turn: 0.06 - i * 0.06 },
      { ...at, turn: 0.22 - i * 0.1 },
    ])
    return plated(scene, dish, each(scene, bundles, enoki) + coriander(scene, place(116, 244, 0.3, 2)))
  },
  woodear: (scene) => {
    const dish = bowl(scene, glazes.porcelain, { depth: 108 })
    return served(
      scene,
      dish,
      mound(scene, grow(dish.mouth, 0.76), 32, 46, (s, at) => woodEar(s, at), { size: 1.5 }) +
        coriander(scene, place(214, 104, 0.3, 2)) +
        each(scene, [place(256, 122, 0.3, 2.4), place(284, 106, 1, 2.3)], (s, at) => chiliRing(s, at)),
    )
  },
  mushroomplatter: (scene) => {
    const basket = steamer(scene, { y: 152 })
    const part = (x: number, y: number, count: number, draw: (s: Scene, at: Placement) => string, size: number) =>
      mound(scene, { x, y, rx: 74, ry: 50 }, count, 26, draw, { size, turn: [-0.6, 0.6] })
    return plated(
      scene,
      basket,
      part(166, 130, 8, (s, at) => oysterMushroom(s, at), 1.45) +
        part(322, 128, 7, (s, at) => shiitake(s, at), 1.4) +
        part(330, 214, 9, (s, at) => mushroomSlice(s, at), 1.45) +
        part(240, 176, 5, (s, at) => woodEar(s, at), 1.2) +
        enoki(scene, place(116, 214, 0.06, 1.45, 0.95)),
    )
  },
  widenoodle: (scene) => {
    const dish = bowl(scene, glazes.slate, { depth: 108 })
    return served(
      scene,
      dish,
      noodleNest(
        scene,
        { x: 240, y: 174, rx: 186, ry: 122 },
        { ...noodleLooks.wide, color: '#ecd0a2', clear: 0.12, strands: 48 },
        44,
      ) + coriander(scene, place(240, 122, 0.3, 2.1)),
    )
  },
}

import { type Draw, each, mound, sprinkle } from '../arrange.ts'
import { grow, lying, type Oval, overlapping, type Placement, place } from '../geometry.ts'
import { lump } from '../parts/blocks.ts'
import { broth, broths } from '../parts/broth.ts'
import { friedEgg, wonton } from '../parts/dough.ts'
import { bokChoy, coin, coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { steam } from '../parts/ground.ts'
import { nestIn, noodleLooks, noodleNest } from '../parts/noodles.ts'
import { thread } from '../parts/roots.ts'
import { chiliFlake, crumb, goji, peanut, sesame } from '../parts/spice.ts'
import { bowl, glazes, glow } from '../parts/vessels.ts'
import { type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

const top = (x = 240, y = 152, rx = 92): Oval => lying(x, y, rx)
const minced: Draw = (scene, at) => crumb(scene, at, ['#7d3f1d', '#5c2a11', '#9c5a2a', '#b5702f'])
const sprouts: Draw = (scene, at) => crumb(scene, at, ['#5b4a1c', '#75642a', '#3f3a18'])
const pea: Draw = (scene, at) =>
  lump(scene, at, scene.random.pick(['#e8c35a', '#f3d678', '#d8ac41']), {
    rx: 11,
    ry: 10,
    rough: 0.2,
    gloss: 0.6,
    wobble: 0.06,
  })
const sesames = (scene: Scene, area: Oval, count = 30) => sprinkle(scene, area, count, sesame, { size: 1.5 })
const onions = (scene: Scene, area: Oval, count = 26) => sprinkle(scene, area, count, onionRing, { size: 1.8 })
const beef: Draw = (scene, at) =>
  lump(scene, at, '#8a4220', { rx: 33, ry: 23, rough: 0.55, gloss: 1, frequency: '.05 .11', wobble: 0.12 })
const gut: Draw = (scene, at) => lump(scene, at, '#c98d5c', { rx: 27, ry: 18, rough: 0.7, gloss: 1, frequency: '.09' })

export const noodleBowls: Record<string, Recipe> = {
  dandan: (scene) => {
    const dish = bowl(scene, glazes.porcelain)
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, broths.chiliOil) +
        noodleNest(scene, nestIn(dish.mouth, 0.86), noodleLooks.thin, 34) +
        mound(scene, top(226, 150, 92), 64, 34, minced, { size: 2.2 }) +
        mound(scene, top(226, 150, 70), 16, 34, sprouts, { size: 1.8 }) +
        bokChoy(scene, place(352, 156, 0.7, 1.35)) +
        sprinkle(scene, top(228, 146, 100), 10, peanut, { size: 1.6 }) +
        onions(scene, top(226, 148, 110), 20) +
        sesames(scene, top(230, 146, 120)),
    )
  },
  beefnoodle: (scene) => {
    const dish = bowl(scene, glazes.cobalt)
    return (
      served(
        scene,
        dish,
        broth(scene, dish.mouth, broths.beefSoup) +
          noodleNest(scene, { ...nestIn(dish.mouth, 0.84), y: 176 }, noodleLooks.wheat, 26) +
          bokChoy(scene, place(116, 168, 2.5, 1.4)) +
          mound(scene, lying(274, 156, 104), 13, 28, beef, { size: 1.25 }) +
          each(scene, [place(172, 222, 0.2, 1.9), place(214, 240, 1, 1.8)], coriander) +
          onions(scene, lying(244, 172, 150), 24) +
          sprinkle(scene, lying(250, 160, 120), 26, chiliFlake, { size: 1.5 }),
      ) + steam(scene, 240, 130, 200)
    )
  },
  peanoodle: (scene) => {
    const dish = bowl(scene, glazes.ivory)
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, broths.chiliOil) +
        noodleNest(scene, nestIn(dish.mouth, 0.86), noodleLooks.wheat, 30) +
        mound(scene, lying(180, 154, 92), 46, 26, pea, { size: 1.45 }) +
        mound(scene, lying(304, 154, 78), 46, 26, minced, { size: 2.2 }) +
        each(scene, [place(246, 236, 0.2, 1.2)], (s, at) => leaf(s, at, leaves.spinach)) +
        onions(scene, lying(240, 150, 120), 20) +
        sesames(scene, lying(300, 140, 70), 16),
    )
  },
  sweetnoodle: (scene) => {
    const dish = bowl(scene, glazes.tenmoku)
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, { ...broths.chiliOil, color: '#8e2a10', deep: '#4a1006', oil: '#c8541c' }) +
        noodleNest(
          scene,
          nestIn(dish.mouth, 0.88),
          { ...noodleLooks.thick, width: 19, strands: 32, color: '#ecc98e' },
          44,
        ) +
        glow(scene, lying(240, 140, 168), '#8e1f0a', 0.95) +
        mound(scene, top(240, 138, 88), 46, 20, (s, at) => crumb(s, at, ['#b5311a', '#8e1f0c', '#d8692c']), {
          size: 1.8,
        }) +
        sprinkle(scene, top(240, 146, 96), 12, peanut, { size: 1.4 }) +
        sesames(scene, top(240, 150, 130), 60) +
        onions(scene, top(240, 150, 100), 10),
    )
  },
  hotsournoodle: (scene) => {
    const dish = bowl(scene, glazes.clay)
    return (
      served(
        scene,
        dish,
        broth(scene, dish.mouth, { ...broths.beefSoup, color: '#b5451a' }) +
          noodleNest(scene, nestIn(dish.mouth, 0.82), noodleLooks.sweetPotato, 34) +
          mound(
            scene,
            lying(304, 150, 66),
            22,
            16,
            (s, at) => lump(s, at, '#eebb62', { rx: 13, ry: 11, rough: 0.4, gloss: 0.5 }),
            { size: 1.2 },
          ) +
          mound(scene, lying(182, 150, 66), 24, 14, minced, { size: 2.1 }) +
          sprinkle(scene, lying(240, 190, 100), 12, peanut, { size: 1.5 }) +
          each(scene, [place(240, 120, 0.3, 2.1), place(272, 226, 1.3, 1.9)], coriander) +
          onions(scene, lying(240, 170, 140), 20) +
          sprinkle(scene, lying(240, 160, 140), 30, chiliFlake, { size: 1.6 }),
      ) + steam(scene, 240, 130, 200)
    )
  },
  redwonton: (scene) => {
    const dish = bowl(scene, glazes.white)
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, { ...broths.tallow, from: 0.5 }) +
        mound(scene, grow(dish.mouth, 0.7), 13, 16, wonton, { size: 1.2, vary: 0.06 }) +
        sprinkle(scene, grow(dish.mouth, 0.8), 70, chiliFlake, { size: 1.6 }) +
        onions(scene, grow(dish.mouth, 0.6), 24) +
        sesames(scene, grow(dish.mouth, 0.75), 50),
    )
  },
  clearwonton: (scene) => {
    const dish = bowl(scene, glazes.celadon)
    return (
      served(
        scene,
        dish,
        broth(scene, dish.mouth, broths.clear) +
          each(scene, [place(120, 196, 2.4, 1.3), place(346, 132, -0.5, 1.3)], (s, at) => leaf(s, at, leaves.spinach)) +
          mound(scene, grow(dish.mouth, 0.66), 11, 12, wonton, { size: 1.2, vary: 0.06 }) +
          sprinkle(scene, grow(dish.mouth, 0.7), 10, (s, at) => thread(s, at, '#3a3a2e', 24, 5), { size: 1.1 }) +
          sprinkle(scene, grow(dish.mouth, 0.7), 9, (s, at) => thread(s, at, '#f6cf55', 26, 7), { size: 1 }) +
          onions(scene, grow(dish.mouth, 0.8), 26) +
          sprinkle(scene, grow(dish.mouth, 0.8), 7, goji, { size: 1.5 }),
      ) + steam(scene, 240, 130, 200)
    )
  },
  coldnoodle: (scene) => {
    const dish = bowl(scene, glazes.slate, { depth: 70 })
    return served(
      scene,
      dish,
      noodleNest(scene, nestIn(dish.mouth, 0.9), { ...noodleLooks.wheat, color: '#f6c552' }, 48) +
        glow(scene, lying(240, 186, 150), '#b5260c', 0.8) +
        mound(
          scene,
          lying(168, 148, 62),
          26,
          26,
          (s, at) => thread(s, at, s.random.pick(['#8cc454', '#b4dc7c', '#5d9a38']), 34, 7),
          { turn: [-0.5, 0.5] },
        ) +
        mound(
          scene,
          lying(304, 150, 70),
          26,
          28,
          (s, at) => thread(s, at, s.random.pick(['#f9e6cc', '#f0d2ac', '#fff3e0']), 32, 10),
          { turn: [-0.6, 0.6] },
        ) +
        mound(scene, lying(238, 212, 84), 30, 10, (s, at) => crumb(s, at, ['#b5220e', '#d83a16', '#8e1408']), {
          size: 1.6,
        }) +
        sprinkle(scene, lying(240, 180, 120), 9, peanut, { size: 1.5 }) +
        sesames(scene, lying(240, 170, 140), 50) +
        onions(scene, lying(240, 160, 120), 14),
    )
  },
  gutnoodle: (scene) => {
    const dish = bowl(scene, glazes.black)
    return (
      served(
        scene,
        dish,
        broth(scene, dish.mouth, { ...broths.beefSoup, color: '#c4581e', oil: '#f0741f' }) +
          noodleNest(scene, nestIn(dish.mouth, 0.8), { ...noodleLooks.sweetPotato, color: '#c9b092', clear: 0.2 }, 28) +
          mound(scene, lying(226, 156, 108), 17, 26, gut, { size: 1.2 }) +
          bokChoy(scene, place(368, 190, 1, 1.1)) +
          onions(scene, lying(230, 166, 140), 30) +
          each(scene, [place(180, 122, 0.3, 1.8)], coriander) +
          sprinkle(scene, lying(240, 170, 140), 30, chiliFlake, { size: 1.5 }),
      ) + steam(scene, 240, 130, 200)
    )
  },
  tomatoeggnoodle: (scene) => {
    const dish = bowl(scene, glazes.ivory)
    const slice = (s: Scene, at: Placement) => coin(s, at, '#b8200f', '#f25a3c', 28)
    return (
      served(
        scene,
        dish,
        broth(scene, dish.mouth, broths.tomato) +
          noodleNest(scene, nestIn(dish.mouth, 0.84), noodleLooks.wheat, 26) +
          each(scene, overlapping([128, 150], [170, 214], 3, { size: 1.4 }), slice) +
          bokChoy(scene, place(328, 226, 0.4, 1.15)) +
          friedEgg(scene, place(264, 146, 0.4, 1.42)) +
          onions(scene, lying(230, 180, 140), 22),
      ) + steam(scene, 240, 130, 200)
    )
  },
}

import { type Draw, each, mound, sprinkle } from '../arrange.ts'
import { grow, lying, overlapping, type Placement, place, ring } from '../geometry.ts'
import { material } from '../material.ts'
import { ball, block, lump, slab } from '../parts/blocks.ts'
import { broth, broths } from '../parts/broth.ts'
import { crustBread, dumpling, riceGrain } from '../parts/dough.ts'
import { coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { steam } from '../parts/ground.ts'
import { meatSlice, meats } from '../parts/meat.ts'
import { batten } from '../parts/roots.ts'
import { chiliFlake, chiliRing, peanut, peppercorn, sesame } from '../parts/spice.ts'
import { board, steamer } from '../parts/trays.ts'
import { bowl, dome, glazes, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

const fried: Draw = (scene, at) =>
  lump(scene, at, scene.random.pick(['#e0952f', '#d6862a', '#eba83c']), {
    rx: 40,
    ry: 17,
    rough: 1.5,
    gloss: 0.4,
    frequency: '.07',
    wobble: 0.2,
  })

/** A thin slice of braised beef or tripe in chilli oil. */
const brisket: Draw = (scene, at) =>
  meatSlice(
    scene,
    at,
    { ...meats.beef, color: scene.random.pick(['#8a3e22', '#9a4a28', '#7a3018']), fat: '#d9a06a', lean: 0.56 },
    44,
    24,
  )

/** A leaf-wrapped rice cake, its leaf opened under it. */
function leafCake(scene: Scene, at: Placement): string {
  const under = [2.6, 0.5, 1.6]
    .map((turn) => leaf(scene, { ...at, turn, size: at.size * 1.05 }, { ...leaves.spinach, width: 24, length: 52 }))
    .join('')
  return (
    under +
    ball(scene, { ...at, y: at.y - 8, turn: 0 }, '#a9bf58', {
      r: 31,
      long: 1.25,
      rough: 0.2,
      gloss: 0.8,
      frequency: '.05',
    })
  )
}

export const snackPlates: Record<string, Recipe> = {
  crisppork: (scene) => {
    const dish = bowl(scene, glazes.ivory, { depth: 108 })
    return served(
      scene,
      dish,
      mound(scene, grow(dish.mouth, 0.72), 30, 58, fried, { size: 1.25, turn: [-1.1, 1.1] }) +
        sprinkle(scene, lying(240, 124, 120), 24, peppercorn, { size: 1.5 }) +
        sprinkle(scene, lying(240, 124, 120), 50, chiliFlake, { size: 1.5 }) +
        coriander(scene, place(254, 84, 0.3, 2)),
    )
  },
  cibasugar: (scene) => {
    const dish = plate(scene, glazes.tenmoku)
    const bars = [
      ...overlapping([128, 206], [356, 200], 5, { size: 1, turn: 1.25, tilt: 0.8 }),
      ...overlapping([176, 150], [312, 146], 3, { size: 1, turn: 0.12, tilt: 0.8 }),
    ]
    const drizzle =
      'M104 196L140 232L158 182L196 228L214 176L252 226L268 172L306 220L322 170L360 216L372 176M168 130L196 164L212 122L244 162L258 122L290 160L304 124L320 148'
    const syrup = `<g fill="none" stroke-linejoin="round" stroke-linecap="round" ${material(scene, { round: 2.4, gloss: 0.9, shadow: 2 })}><path d="${drizzle}" stroke="#5a1c06" stroke-width="8"/><path d="${drizzle}" stroke="#7d2f0e" stroke-width="4"/></g>`
    return plated(
      scene,
      dish,
      broth(scene, grow(dish.mouth, 0.92), {
        color: '#6d2408',
        deep: '#3a1004',
        oil: '#9c4414',
        from: 0.5,
        bubbles: 4,
      }) +
        each(scene, bars, (s, at) =>
          block(s, at, {
            color: '#f0bc62',
            side: '#d98d2f',
            half: 52,
            deep: 21,
            height: 30,
            gloss: 0.5,
            grain: { frequency: '.06', amount: 1, octaves: 3 },
            veins: { frequency: '.05', color: '#d08a34', from: 0.55, sharp: 5 },
          }),
        ) +
        syrup +
        sprinkle(scene, lying(240, 170, 132), 80, (s, at) => lump(s, at, '#e8c070', { rx: 3, ry: 2, gloss: 0.1 }), {
          size: 1,
        }) +
        sprinkle(scene, lying(240, 166, 130), 40, sesame, { size: 1.3 }),
    )
  },
  fuqi: (scene) => {
    const dish = plate(scene, glazes.porcelain)
    const pale: Draw = (s, at) =>
      meatSlice(s, at, { ...meats.beef, color: '#d9b48a', fat: '#f6e3c4', lean: 0.5 }, 42, 22)
    return plated(
      scene,
      dish,
      broth(scene, grow(dish.mouth, 0.96), broths.chiliOil) +
        mound(scene, grow(dish.mouth, 0.7), 30, 48, (s, at) => (s.random.chance(0.62) ? brisket(s, at) : pale(s, at)), {
          size: 1.2,
          turn: [-0.8, 0.8],
        }) +
        sprinkle(scene, lying(240, 158, 126), 80, chiliFlake, { size: 1.5 }) +
        sprinkle(scene, lying(240, 152, 110), 50, sesame, { size: 1.5 }) +
        sprinkle(scene, lying(240, 150, 104), 14, peanut, { size: 1.35 }) +
        each(scene, [place(222, 124, 0.3, 2.1), place(276, 132, 1.2, 1.9)], coriander) +
        sprinkle(scene, lying(240, 160, 120), 14, onionRing, { size: 1.6 }),
    )
  },
  mouthchicken: (scene) => {
    const dish = bowl(scene, glazes.celadon, { depth: 108 })
    const chicken = overlapping([112, 158], [368, 146], 8, { size: 1.35, turn: 1.25, tilt: 0.9 })
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, broths.chiliOil) +
        each(scene, chicken, (s, at) =>
          slab(s, at, '#f6dcae', 48, 26, {
            thick: 9,
            edge: '#dca650',
            gloss: 0.8,
            grain: { frequency: '.03 .09', amount: 0.7 },
          }),
        ) +
        sprinkle(scene, lying(240, 152, 150), 90, chiliFlake, { size: 1.7 }) +
        sprinkle(scene, lying(240, 150, 130), 50, sesame, { size: 1.6 }) +
        sprinkle(scene, lying(240, 150, 120), 10, peanut, { size: 1.4 }) +
        sprinkle(scene, lying(240, 156, 140), 22, onionRing, { size: 1.8 }) +
        coriander(scene, place(246, 110, 0.3, 1.9)),
    )
  },
  zhongdumpling: (scene) => {
    const dish = plate(scene, glazes.cobalt)
    return plated(
      scene,
      dish,
      broth(scene, grow(dish.mouth, 0.96), { ...broths.tallow, color: '#b52a10', from: 0.5 }) +
        each(
          scene,
          [...ring(grow(dish.mouth, 0.6), 7, { size: 1.35, turn: 1.57, from: 0.2 }), place(240, 176, 0.1, 1.35)],
          (s, at) => dumpling(s, { ...at, turn: Math.sin(at.turn) * 0.5 }),
        ) +
        sprinkle(scene, lying(240, 186, 140), 60, chiliFlake, { size: 1.6 }) +
        sprinkle(scene, lying(240, 180, 140), 60, sesame, { size: 1.5 }) +
        sprinkle(scene, lying(240, 186, 130), 16, onionRing, { size: 1.6 }),
    )
  },
  cucumber: (scene) => {
    const dish = plate(scene, glazes.white)
    const wedge: Draw = (s, at) =>
      batten(s, at, '#3f8a30', 38, 16) + batten(s, { ...at, y: at.y - 5 * at.size }, '#d5eca0', 34, 10)
    return plated(
      scene,
      dish,
      mound(scene, grow(dish.mouth, 0.66), 28, 50, wedge, { size: 1.25, turn: [-1, 1] }) +
        sprinkle(scene, lying(240, 150, 110), 26, (s, at) => lump(s, at, '#fbf0d0', { rx: 6, ry: 5, gloss: 0.5 }), {
          size: 1.1,
        }) +
        each(scene, ring(lying(240, 150, 84), 7, { size: 2.3 }), (s, at) => chiliRing(s, at)) +
        sprinkle(scene, lying(240, 156, 120), 24, sesame, { size: 1.5 }),
    )
  },
  yeerba: (scene) => {
    const basket = steamer(scene, { y: 152 })
    return (
      plated(
        scene,
        basket,
        each(
          scene,
          [...ring(grow(basket.mouth, 0.62), 5, { size: 1.2, from: 0.3 }), place(240, 166, 0, 1.2)].sort(
            (a, b) => a.y - b.y,
          ),
          leafCake,
        ),
      ) + steam(scene, 240, 130, 240)
    )
  },
  guokui: (scene) => {
    const tray = board(scene, { color: '#94623a' })
    const breads = [place(176, 150, 0.3, 1.3), place(306, 196, 1.4, 1.36)]
    return plated(
      scene,
      tray,
      each(scene, breads, (s, at) => crustBread(s, at, 82)) +
        sprinkle(scene, lying(176, 142, 84), 30, sesame, { size: 1.7 }) +
        sprinkle(scene, lying(306, 186, 88), 34, sesame, { size: 1.7 }),
    )
  },
  eggrice: (scene) => {
    const dish = bowl(scene, glazes.porcelain)
    const area = grow(dish.mouth, 0.97)
    return (
      served(
        scene,
        dish,
        dome(scene, area, 80, '#f6d98f') +
          mound(scene, area, 380, 80, (s, at) => riceGrain(s, at, s.random.pick(['#fff0c0', '#fde7ae', '#fff5da'])), {
            size: 1.7,
          }) +
          mound(
            scene,
            grow(area, 0.9),
            26,
            80,
            (s, at) => lump(s, at, s.random.pick(['#fbc531', '#f6b21e']), { rx: 17, ry: 11, rough: 0.35, gloss: 0.5 }),
            { size: 1.35 },
          ) +
          mound(scene, grow(area, 0.9), 34, 80, onionRing, { size: 1.7 }) +
          mound(scene, grow(area, 0.85), 18, 80, (s, at) => lump(s, at, '#d8644a', { rx: 7, ry: 6, gloss: 0.7 }), {
            size: 1.4,
          }),
      ) + steam(scene, 240, 110, 190)
    )
  },
}

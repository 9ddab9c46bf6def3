import { type Draw, each, mound, sprinkle } from '../arrange.ts'
import { grow, lying, overlapping, type Placement, place, ring } from '../geometry.ts'
import { material } from '../material.ts'
import { block, lump } from '../parts/blocks.ts'
import { broth, broths } from '../parts/broth.ts'
import { riceGrain } from '../parts/dough.ts'
import { cabbageHeart, coin, coriander, leaf, leaves, onionRing } from '../parts/greens.ts'
import { paper, steam } from '../parts/ground.ts'
import { meatRoll, meatSlice, meats } from '../parts/meat.ts'
import { tripe } from '../parts/offal.ts'
import { batten, lotusSlice } from '../parts/roots.ts'
import { chiliFlake, chiliRing, driedChili, garlic, goji, jujube, peanut, peppercorn, sesame } from '../parts/spice.ts'
import { chopsticks } from '../parts/trays.ts'
import { bowl, dome, domeShade, type Glaze, glazes, plate, pot } from '../parts/vessels.ts'
import { type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

const minced: Draw = (scene, at) =>
  lump(scene, at, scene.random.pick(['#fbf0d2', '#f3e2b6', '#fff8e6']), { rx: 8, ry: 6, gloss: 0.6, rough: 0.4 })

/** A small dish or pot with its content, for pictures that show a whole table. */
function small(
  scene: Scene,
  kind: typeof plate | typeof pot,
  glaze: Glaze,
  shape: { x: number; y: number; rx: number },
  fill: (at: ReturnType<typeof plate>['mouth']) => string,
): string {
  const vessel = kind(scene, glaze, { ...shape, ...(kind === plate ? { lip: 15 } : { depth: 52, rim: 8 }) })
  return served(scene, vessel, fill(vessel.mouth)).replace(paper(scene), '')
}

const redPot = (scene: Scene, x: number, y: number, rx: number) =>
  small(
    scene,
    pot,
    glazes.brass,
    { x, y, rx },
    (mouth) =>
      broth(scene, mouth, { ...broths.tallow, bubbles: 12 }) +
      sprinkle(scene, grow(mouth, 0.8), 18, driedChili, { size: 1.4 }) +
      sprinkle(scene, grow(mouth, 0.8), 16, peppercorn, { size: 1.4 }) +
      sprinkle(scene, grow(mouth, 0.7), 5, coriander, { size: 1 }) +
      sprinkle(scene, grow(mouth, 0.7), 4, garlic, { size: 1 }),
  )

const meatDish = (scene: Scene, x: number, y: number, rx: number, glaze: Glaze, draw: Draw, count = 9) =>
  small(
    scene,
    plate,
    glaze,
    { x, y, rx },
    (mouth) =>
      each(scene, ring(grow(mouth, 0.55), count, { size: rx / 150, turn: 0.8 }), draw) +
      each(scene, [place(mouth.x, mouth.y - 6, 0.3, rx / 160)], draw),
  )

const tripeRow = (scene: Scene, { x, y, rx }: ReturnType<typeof plate>['mouth'], size: number) =>
  each(scene, overlapping([x - rx * 0.5, y], [x + rx * 0.5, y - 4], 4, { size, turn: 1.2, tilt: 0.85 }), (s, at) =>
    tripe(s, at),
  )

const greens = (scene: Scene, x: number, y: number, rx: number) =>
  small(scene, plate, glazes.celadon, { x, y, rx }, (mouth) =>
    mound(scene, grow(mouth, 0.75), 26, 20, (s, at) => leaf(s, at, leaves.peaShoot), { size: rx / 120 }),
  )

export const staplePictures: Record<string, Recipe> = {
  rice: (scene) => {
    const dish = bowl(scene, glazes.porcelain)
    const area = grow(dish.mouth, 0.97)
    return (
      served(
        scene,
        dish,
        dome(scene, area, 84, '#fdf6e6') +
          mound(scene, area, 420, 84, (s, at) => riceGrain(s, at, s.random.pick(['#fffdf6', '#fbf4e2', '#f4e9d0'])), {
            size: 1.75,
          }) +
          domeShade(scene, area, 90, '#e3b978'),
      ) + steam(scene, 240, 100, 190)
    )
  },
  oildip: (scene) => {
    const dish = bowl(scene, glazes.tenmoku, { depth: 108 })
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, { color: '#e8a92f', deep: '#8f5412', oil: '#f9d467', from: 0.5, bubbles: 20 }) +
        mound(scene, lying(206, 164, 112), 90, 30, minced, { size: 1.6 }) +
        mound(scene, lying(322, 186, 56), 26, 12, onionRing, { size: 1.9 }) +
        each(scene, [place(300, 130, 0.3, 2), place(336, 152, 1.3, 1.8)], coriander) +
        each(scene, [place(180, 220, 0, 2.4), place(226, 236, 1, 2.4), place(272, 232, 2, 2.3)], (s, at) =>
          chiliRing(s, at),
        ) +
        sprinkle(scene, lying(240, 170, 140), 16, sesame, { size: 1.6 }),
    )
  },
  drydip: (scene) => {
    const dish = plate(scene, glazes.white, { lip: 44 })
    return served(
      scene,
      dish,
      `<g ${material(scene, { round: 5, gloss: 0.1, relief: 1.4, shadow: 4, grain: { frequency: '.11', amount: 1.6, octaves: 3 } })}>${dome(scene, grow(dish.mouth, 0.86), 92, '#a8240e')}</g>` +
        mound(scene, grow(dish.mouth, 0.82), 240, 88, chiliFlake, { size: 2.3 }) +
        mound(scene, grow(dish.mouth, 0.74), 50, 88, sesame, { size: 1.7 }) +
        mound(scene, grow(dish.mouth, 0.7), 13, 88, peanut, { size: 1.3 }) +
        mound(scene, grow(dish.mouth, 0.7), 14, 88, peppercorn, { size: 1.7 }),
    )
  },
  pickles: (scene) => {
    const dish = bowl(scene, glazes.clay, { depth: 108 })
    const radish = (s: Scene, at: Placement) => coin(s, at, '#d83a6a', '#f9b6c4', 24)
    const draws: Draw[] = [
      radish,
      (s, at) => batten(s, at, '#f08a2a', 36, 11),
      (s, at) => batten(s, at, '#f6ecc4', 36, 12),
      (s, at) => batten(s, at, '#9cc25a', 36, 10),
      radish,
    ]
    return served(
      scene,
      dish,
      mound(scene, grow(dish.mouth, 0.74), 40, 50, (s, at) => s.random.pick(draws)(s, at), { size: 1.25 }) +
        each(scene, [place(208, 128, 0.6, 1.7), place(288, 140, 2.4, 1.7)], (s, at) => driedChili(s, at, '#d8261a')) +
        sprinkle(scene, lying(240, 150, 110), 16, peppercorn, { size: 1.6 }),
    )
  },
  setfortwo: (scene) =>
    paper(scene) +
    meatDish(scene, 126, 110, 96, glazes.black, (s, at) => meatRoll(s, at, meats.marbledBeef)) +
    meatDish(scene, 372, 106, 92, glazes.cobalt, lotusSlice, 7) +
    redPot(scene, 244, 200, 132) +
    greens(scene, 86, 272, 88) +
    small(scene, plate, glazes.slate, { x: 400, y: 270, rx: 90 }, (mouth) => tripeRow(scene, mouth, 0.8)) +
    chopsticks(250, 318, -0.06, 96),
  setforfour: (scene) =>
    paper(scene, '#ecd3b4') +
    meatDish(scene, 96, 86, 84, glazes.black, (s, at) => meatSlice(s, at, meats.beefNeck)) +
    meatDish(scene, 240, 66, 82, glazes.porcelain, (s, at) => meatRoll(s, at, meats.lamb)) +
    meatDish(scene, 386, 86, 84, glazes.celadon, lotusSlice, 7) +
    small(
      scene,
      pot,
      glazes.iron,
      { x: 240, y: 188, rx: 126 },
      (mouth) =>
        broth(scene, mouth, broths.milky) +
        sprinkle(scene, { ...mouth, x: mouth.x + 56, rx: 48, ry: 60 }, 5, jujube, { size: 1 }) +
        sprinkle(scene, { ...mouth, x: mouth.x + 56, rx: 48, ry: 60 }, 12, goji, { size: 1.2 }) +
        broth(scene, mouth, { ...broths.tallow, bubbles: 6 }, `M${mouth.x} 40C190 150 290 220 ${mouth.x} 330H60V40Z`) +
        sprinkle(scene, { ...mouth, x: mouth.x - 58, rx: 44, ry: 58 }, 14, driedChili, { size: 1.3 }) +
        `<path d="M${mouth.x} 90C200 150 280 220 ${mouth.x} 290" stroke="#cfc7bf" stroke-width="7" fill="none"/>`,
    ) +
    small(scene, plate, glazes.ivory, { x: 78, y: 218, rx: 78 }, (mouth) =>
      each(scene, ring(grow(mouth, 0.5), 6, { size: 0.7 }), (s, at) =>
        block(s, at, { color: '#fbf0d8', side: '#ead2a4', half: 26, height: 30 }),
      ),
    ) +
    small(scene, plate, glazes.slate, { x: 404, y: 218, rx: 78 }, (mouth) => tripeRow(scene, mouth, 0.7)) +
    greens(scene, 156, 300, 82) +
    meatDish(scene, 326, 302, 84, glazes.white, cabbageHeart, 5),
}

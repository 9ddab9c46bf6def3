import { each, mound, sprinkle } from '../arrange.ts'
import { grow, lying, n, overlapping, place } from '../geometry.ts'
import { material } from '../material.ts'
import { ball, block, lump } from '../parts/blocks.ts'
import { broth } from '../parts/broth.ts'
import { riceGrain } from '../parts/dough.ts'
import { citrusSlice, glass, iceCube } from '../parts/glasses.ts'
import { leaf, leaves } from '../parts/greens.ts'
import { paper, steam } from '../parts/ground.ts'
import { goji, jujube, peanut, sesame } from '../parts/spice.ts'
import { bowl, glazes, oval, plate } from '../parts/vessels.ts'
import { plated, type Recipe, served } from '../recipe.ts'
import type { Scene } from '../scene.ts'

const mint = (scene: Scene, x: number, y: number, size = 1) =>
  [0.4, 2.5, 1.4].map((turn) => leaf(scene, place(x, y, turn, size), { ...leaves.peaShoot, width: 15 })).join('')

const osmanthus = (scene: Scene, x: number, y: number, rx: number, count = 16) =>
  sprinkle(
    scene,
    lying(x, y, rx),
    count,
    (s, at) => lump(s, at, '#f6b52a', { rx: 4, ry: 3.4, gloss: 0.4, wobble: 0.3 }),
    { size: 1.1 },
  )

const bubbles = (scene: Scene, x: number, top: number, height: number, spread: number, count: number) =>
  Array.from(
    { length: count },
    () =>
      `<circle cx="${n(x + scene.random.sway(spread))}" cy="${n(top + scene.random.next() * height)}" r="${n(scene.random.between(1.2, 3.6))}" fill="#fff" opacity="${n(scene.random.between(0.3, 0.8))}"/>`,
  ).join('')

/** A head of foam standing above the glass, running over at one side. */
function foam(scene: Scene): string {
  const head =
    'M128 82C120 58 148 44 166 46C180 26 222 22 240 30C264 18 304 26 318 44C346 42 362 66 352 84C356 104 344 112 338 128C332 142 320 138 318 126C296 142 268 142 246 136C214 146 178 140 160 126C140 122 126 104 128 82Z'
  const look = material(scene, {
    round: 11,
    relief: 0.5,
    gloss: 0.2,
    shadow: 4,
    grain: { frequency: '.07', amount: 0.45 },
  })
  return `<path d="${head}" fill="#fffaf0" ${look}/>${bubbles(scene, 240, 50, 76, 92, 46)}`
}

const syrup = { color: '#7a2c0c', deep: '#3d1205', oil: '#b5561c', from: 0.52, bubbles: 8 }

export const drinkPictures: Record<string, Recipe> = {
  bingfen: (scene) => {
    const dish = bowl(scene, glazes.cobalt)
    const jelly = (s: Scene) =>
      mound(s, grow(dish.mouth, 0.72), 20, 20, (inner, at) => iceCube(inner, at.x, at.y, 27 * at.size, at.turn))
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, syrup) +
        jelly(scene) +
        mound(scene, lying(196, 150, 60), 18, 10, goji, { size: 1.9 }) +
        mound(scene, lying(286, 158, 64), 14, 12, peanut, { size: 1.35 }) +
        sprinkle(scene, lying(240, 190, 110), 16, (s, at) => lump(s, at, '#5d1f1a', { rx: 10, ry: 6, gloss: 0.8 }), {
          size: 1.1,
        }) +
        sprinkle(scene, lying(240, 164, 130), 46, sesame, { size: 1.5 }) +
        mint(scene, 240, 112, 1.2),
      '#e9dccb',
    )
  },
  icetangyuan: (scene) => {
    const dish = bowl(scene, glazes.celadon)
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, { color: '#f6e6c2', deep: '#c9a66a', oil: '#fff6de', from: 0.46, bubbles: 10 }) +
        sprinkle(scene, grow(dish.mouth, 0.84), 8, (s, at) => iceCube(s, at.x, at.y, 25, at.turn)) +
        mound(
          scene,
          grow(dish.mouth, 0.62),
          15,
          22,
          (s, at) =>
            ball(s, at, s.random.pick(['#fffaf0', '#fffaf0', '#f6c4c0', '#cfe0a0']), { r: 28, rough: 0.05, gloss: 1 }),
          { vary: 0.08 },
        ) +
        sprinkle(scene, grow(dish.mouth, 0.8), 14, goji, { size: 1.7 }) +
        osmanthus(scene, 240, 160, 140, 30),
      '#e9dccb',
    )
  },
  lianggao: (scene) => {
    const drizzle =
      'M98 146L140 122L156 160L192 116L212 164L248 114L270 166L304 116L324 158L356 122L384 150M170 204L196 180L222 214L252 180L280 212L318 184'
    const dish = plate(scene, glazes.tenmoku)
    const cakes = [
      ...overlapping([146, 150], [330, 144], 3, { turn: 0.55, size: 1.1 }),
      ...overlapping([190, 208], [300, 204], 2, { turn: 0.55, size: 1.1 }),
    ]
    return plated(
      scene,
      dish,
      broth(scene, grow(dish.mouth, 0.95), syrup) +
        each(scene, cakes, (s, at) =>
          block(s, at, { color: '#fdf8ec', side: '#efdfc0', half: 42, height: 42, gloss: 0.9 }),
        ) +
        `<g fill="none" stroke-linecap="round" stroke-linejoin="round" ${material(scene, { round: 2.4, gloss: 1, shadow: 2 })}><path d="${drizzle}" stroke="#6d2408" stroke-width="9"/></g>` +
        osmanthus(scene, 240, 160, 120, 26) +
        mint(scene, 248, 186, 1.1),
      '#e9dccb',
    )
  },
  plumjuice: (scene) =>
    paper(scene, '#e9d6cb') +
    glass(
      scene,
      { top: '#8e2a22', bottom: '#3d0a10' },
      { x: 240, y: 66, rx: 120, height: 226 },
      iceCube(scene, 200, 176, 32, 0.4) + iceCube(scene, 276, 210, 30, 0.9) + iceCube(scene, 222, 262, 28, 0.2),
      iceCube(scene, 212, 114, 27, 0.3) + iceCube(scene, 268, 110, 27, 0.9),
    ) +
    osmanthus(scene, 240, 116, 70, 22) +
    mint(scene, 292, 104, 1.2) +
    each(scene, [place(92, 296, 0.3, 2), place(132, 318, 1.2, 1.9), place(396, 306, 0.4, 2)], jujube),
  soymilk: (scene) =>
    paper(scene, '#dfb98c') +
    glass(
      scene,
      { top: '#fbeacb', bottom: '#dfb67a' },
      { x: 240, y: 66, rx: 116, height: 226, taper: 0.82 },
      '',
      bubbles(scene, 240, 106, 18, 60, 12),
    ) +
    each(
      scene,
      [
        place(104, 292, 0.4, 2.3),
        place(76, 316, 1.6, 2.2),
        place(140, 320, 2.4, 2.3),
        place(396, 300, 0.9, 2.3),
        place(424, 322, 2.2, 2.2),
      ],
      peanut,
    ) +
    sprinkle(scene, lying(392, 318, 44), 8, (s, at) => ball(s, at, '#ecc46a', { r: 9, rough: 0.1 })),
  lemontea: (scene) =>
    paper(scene, '#efe2bd') +
    glass(
      scene,
      { top: '#d98a26', bottom: '#9c4210' },
      { x: 240, y: 66, rx: 118, height: 226, taper: 0.78 },
      citrusSlice(scene, 190, 196, 42, 0.95, '#f3c21c', '#f9dc5a') +
        citrusSlice(scene, 284, 240, 40, 0.9, '#6fae2c', '#b9dc62') +
        iceCube(scene, 270, 172, 30, 0.6) +
        iceCube(scene, 204, 270, 28, 0.2),
      iceCube(scene, 220, 112, 26, 0.4) + citrusSlice(scene, 278, 110, 40, 0.62, '#f3c21c', '#fae060'),
    ) +
    mint(scene, 216, 100, 1.3) +
    citrusSlice(scene, 96, 300, 44, 0.68, '#f3c21c', '#fae060') +
    citrusSlice(scene, 402, 308, 38, 0.68, '#6fae2c', '#b9dc62'),
  gaiwan: (scene) => {
    const saucer = plate(scene, glazes.porcelain, { y: 244, rx: 150, lip: 30 })
    const cup = bowl(scene, glazes.porcelain, { x: 240, y: 168, rx: 122, depth: 96, rim: 6 })
    const lid = plate(scene, glazes.porcelain, { x: 362, y: 112, rx: 88, lip: 22 })
    const tea = broth(
      scene,
      { ...cup.mouth, y: cup.mouth.y + 12, rx: cup.mouth.rx * 0.95, ry: cup.mouth.ry * 0.9 },
      { color: '#e8c04a', deep: '#b08420', oil: '#f6dc84', from: 0.55, bubbles: 5 },
    )
    return (
      plated(scene, saucer, '') +
      lid.below +
      oval(lying(362, 106, 22), 'fill="#fff" stroke="#2f5f9e" stroke-width="3"') +
      served(
        scene,
        cup,
        tea +
          sprinkle(
            scene,
            lying(240, 184, 74),
            13,
            (s, at) => leaf(s, at, { ...leaves.spinach, color: '#6d8a34', width: 9, length: 26 }),
            { size: 0.9 },
          ) +
          sprinkle(scene, lying(240, 182, 62), 5, (s, at) =>
            lump(s, at, '#fffaf0', { rx: 9, ry: 7, wobble: 0.3, gloss: 0.3 }),
          ),
      ).replace(paper(scene), '') +
      steam(scene, 236, 150, 120)
    )
  },
  beer: (scene) =>
    paper(scene, '#efdfb4') +
    glass(
      scene,
      { top: '#f6b82a', bottom: '#d07d0c' },
      { x: 240, y: 70, rx: 114, height: 226, taper: 0.84 },
      bubbles(scene, 240, 130, 170, 84, 90),
      foam(scene),
    ) +
    each(scene, [place(92, 304, 0.4, 2.1), place(124, 322, 1.6, 2), place(398, 312, 0.9, 2.1)], peanut),
  ricewine: (scene) => {
    const dish = bowl(scene, glazes.ivory)
    return served(
      scene,
      dish,
      broth(scene, dish.mouth, { color: '#faf0d6', deep: '#cfb37c', oil: '#fffbee', from: 0.44, bubbles: 14 }) +
        sprinkle(scene, grow(dish.mouth, 0.82), 150, (s, at) => riceGrain(s, at, '#fffaf0'), { size: 1.4 }) +
        sprinkle(scene, grow(dish.mouth, 0.6), 6, (s, at) => iceCube(s, at.x, at.y, 27, at.turn)) +
        sprinkle(scene, grow(dish.mouth, 0.75), 22, goji, { size: 1.8 }) +
        osmanthus(scene, 240, 164, 140, 40) +
        mint(scene, 262, 130, 1.1),
      '#e9dccb',
    )
  },
}

import { darker, lighter } from '../color.ts'
import { lying, n, type Oval, type Placement, place, polygon, TILT } from '../geometry.ts'
import { material } from '../material.ts'
import { blur, linear, type Scene } from '../scene.ts'
import { castShadow } from './ground.ts'
import { oval, type Vessel } from './vessels.ts'

/** A round bamboo steamer, its woven ring and its slatted floor. */
export function steamer(scene: Scene, { x = 240, y = 160, rx = 200, depth = 74 } = {}): Vessel {
  const whole = lying(x, y, rx)
  const floor = lying(x, y + 12, rx - 24)
  const wall = linear(
    scene,
    [
      [0, '#f2d59a'],
      [0.3, '#e0b469'],
      [0.7, '#b67f3a'],
      [1, '#7d4f1f'],
    ],
    [0, 0, 1, 0.2],
  )
  const hoop = (at: number, width: number) =>
    `<path d="M${n(x - rx)} ${n(y + at)}A${n(rx)} ${n(rx * TILT)} 0 0 0 ${n(x + rx)} ${n(y + at)}" fill="none" stroke="${wall}" stroke-width="${width}"/><path d="M${n(x - rx)} ${n(y + at + width / 2)}A${n(rx)} ${n(rx * TILT)} 0 0 0 ${n(x + rx)} ${n(y + at + width / 2)}" fill="none" stroke="#6d421a" stroke-width="1.6" opacity=".6"/>`
  const slats = Array.from({ length: 17 }, (_, i) => {
    const dx = ((i - 8) / 8.6) * floor.rx
    const reach = Math.sqrt(Math.max(0, 1 - (dx / floor.rx) ** 2)) * floor.ry
    return `<path d="M${n(x + dx)} ${n(floor.y - reach)}V${n(floor.y + reach)}" stroke="#8d5f2b" stroke-width="3" opacity=".55"/>`
  }).join('')
  return {
    below:
      castShadow(scene, x, y + depth, rx * 0.96, rx * TILT * 0.94) +
      `<path d="M${n(x - rx)} ${n(y)}V${n(y + depth)}A${n(rx)} ${n(rx * TILT)} 0 0 0 ${n(x + rx)} ${n(y + depth)}V${n(y)}Z" fill="${wall}"/>` +
      hoop(20, 16) +
      hoop(depth - 12, 20) +
      oval(
        whole,
        `fill="${linear(scene, [
          [0, '#fbe6b8'],
          [0.5, '#dcae62'],
          [1, '#9d6a2c'],
        ])}"`,
      ) +
      oval({ ...whole, rx: rx - 8, ry: whole.ry - 6 }, 'fill="none" stroke="#8d5f2b" stroke-width="1.6" opacity=".7"') +
      oval(
        { x, y: y + 3, rx: rx - 15, ry: whole.ry - 11 },
        `fill="${linear(scene, [
          [0, '#7d5222'],
          [1, '#c7975000'],
        ])}"`,
      ) +
      oval(
        floor,
        `fill="${linear(scene, [
          [0, '#b98643'],
          [0.5, '#dcb26b'],
          [1, '#f0d294'],
        ])}"`,
      ) +
      slats,
    mouth: { ...floor, rx: floor.rx * 0.94, ry: floor.ry * 0.94 },
    above: '',
  }
}

/** A rectangular board or slate, a little turned on the table. `wood` false gives dark slate. */
export function board(
  scene: Scene,
  { x = 240, y = 186, half = 206, deep = 152, turn = -0.06, color = '#a8703a', grained = true } = {},
): Vessel {
  const at = place(x, y, turn, 1, TILT)
  const corners = [
    [-half, -deep],
    [half, -deep],
    [half, deep],
    [-half, deep],
  ] as const
  const under = { ...at, y: y + 16 }
  const top = linear(scene, [
    [0, lighter(color, 0.3)],
    [0.5, color],
    [1, darker(color, 0.25)],
  ])
  const look = material(scene, {
    round: 3,
    gloss: grained ? 0.25 : 0.4,
    shadow: 0,
    grain: grained ? { frequency: '.006 .09', amount: 0.35 } : { frequency: '.05', amount: 0.35, octaves: 3 },
    veins: grained
      ? { frequency: '.004 .07', octaves: 3, color: darker(color, 0.35), from: 0.52, sharp: 3 }
      : undefined,
  })
  return {
    below:
      `<path d="${polygon({ ...at, x: x + 16, y: y + 30 }, corners)}" fill="#4a2410" opacity=".42" filter="${blur(scene, 10)}"/>` +
      `<path d="${polygon(under, corners)}" fill="${darker(color, 0.5)}" stroke="${darker(color, 0.5)}" stroke-width="14" stroke-linejoin="round"/>` +
      `<path d="${polygon(at, corners)}" fill="${top}" stroke="${lighter(color, 0.12)}" stroke-width="14" stroke-linejoin="round" ${look}/>`,
    mouth: { x, y, rx: half * 0.88, ry: deep * TILT * 0.86 },
    above: '',
  }
}

/** Crushed ice heaped on a plate, for what must stay fresh. */
export function crushedIce(scene: Scene, area: Oval, count = 60): string {
  const { random } = scene
  return Array.from({ length: count }, () => {
    const angle = random.next() * Math.PI * 2
    const reach = Math.sqrt(random.next())
    const at = place(
      area.x + Math.cos(angle) * reach * area.rx,
      area.y + Math.sin(angle) * reach * area.ry,
      random.next() * 6,
      random.between(0.7, 1.4),
    )
    return `<path d="${polygon(at, [
      [-12, -7],
      [3, -13],
      [14, -2],
      [7, 11],
      [-9, 8],
    ])}" fill="${linear(scene, [
      [0, '#ffffff'],
      [0.5, '#e3f0f5'],
      [1, '#a9c8d6'],
    ])}" opacity=".88"/>`
  }).join('')
}

/** A bamboo skewer from its handle to its tip. */
export function stick(at: Placement, length = 150): string {
  const line = polygon(at, [
    [-length, 0],
    [length, 0],
  ]).replace('Z', '')
  return `<path d="${line}" stroke="#5a3312" stroke-width="7" stroke-linecap="round" opacity=".35" transform="translate(3 4)"/><path d="${line}" stroke="#d9a757" stroke-width="5.4" stroke-linecap="round"/><path d="${line}" stroke="#f7dfa6" stroke-width="1.8" stroke-linecap="round" transform="translate(-.8 -1.2)"/>`
}

/** A pair of chopsticks resting on the paper. */
export function chopsticks(x: number, y: number, turn: number, length = 170): string {
  return stickPair(place(x, y, turn, 1, 0.8), length, '#6d2a18', '#c2613d')
}

function stickPair(at: Placement, length: number, dark: string, light: string): string {
  return [-6, 6]
    .map((gap) => {
      const line = polygon(at, [
        [-length, gap],
        [length, gap * 0.4],
      ]).replace('Z', '')
      return `<path d="${line}" stroke="#3d1a08" stroke-width="9" stroke-linecap="round" opacity=".28" transform="translate(5 6)"/><path d="${line}" stroke="${dark}" stroke-width="8" stroke-linecap="round"/><path d="${line}" stroke="${light}" stroke-width="2.4" stroke-linecap="round" transform="translate(-1.2 -2)"/>`
    })
    .join('')
}

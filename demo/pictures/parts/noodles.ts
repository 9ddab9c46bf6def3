import { darker, lighter, mix } from '../color.ts'
import { n, type Oval, TILT } from '../geometry.ts'
import { blur, type Scene } from '../scene.ts'

export interface NoodleLook {
  color: string
  /** px */
  width: number
  strands: number
  /** 0 opaque … 0.5 glassy */
  clear?: number
}

export const noodleLooks = {
  wheat: { color: '#f5d37e', width: 8.5, strands: 74 },
  thin: { color: '#f7dc95', width: 6.4, strands: 96 },
  thick: { color: '#f3dcae', width: 14, strands: 44 },
  wide: { color: '#f6e3b8', width: 22, strands: 26 },
  sweetPotato: { color: '#b3916a', width: 7.5, strands: 74, clear: 0.3 },
} satisfies Record<string, NoodleLook>

/** A nest of noodles coiled in an oval: every strand with its shaded edge and its gleam, the outer ones lower. */
export function noodleNest(
  scene: Scene,
  area: Oval,
  { color, width, strands, clear = 0 }: NoodleLook,
  height = 26,
): string {
  const { random } = scene
  const edge = mix(color, '#6b3408', 0.72)
  const lines: string[] = []
  for (let i = 0; i < strands; i++) {
    const part = i / strands
    const reach = Math.sqrt(1 - part * 0.97) * random.between(0.78, 0.94)
    const [rx, ry] = [area.rx * reach, area.ry * reach]
    const lift = height * (1 - reach) ** 0.8
    const from = random.next() * Math.PI * 2
    const sweep = random.between(1.2, 2.6)
    const loose = 0.04 + 0.16 * (1 - reach)
    const [dx, dy] = [random.sway(area.rx * loose), random.sway(area.ry * loose)]
    const wave = random.sway(0.1)
    const path = Array.from({ length: 9 }, (_, step) => {
      const angle = from + (sweep * step) / 8
      const ripple = 1 + wave * Math.sin(step * 1.4 + i)
      return `${n(area.x + dx + Math.cos(angle) * rx * ripple)} ${n(area.y + dy - lift + Math.sin(angle) * ry * ripple)}`
    })
    const smooth = `M${path[0]}${path
      .slice(1, -1)
      .map((point, at) => `Q${point} ${middle(point, path[at + 2]!)}`)
      .join('')}`
    const tone = random.pick([color, lighter(color, 0.25), darker(color, 0.08), darker(color, 0.03)])
    const stroke = (paint: string, w: number, rest: string) =>
      `<path d="${smooth}" stroke="${paint}" stroke-width="${n(w)}" ${rest}/>`
    lines.push(
      stroke(edge, width + 2.2, `opacity="${0.62 - clear * 0.4}"`) +
        stroke(tone, width, `opacity="${1 - clear}"`) +
        stroke(
          lighter(tone, 0.75),
          width * 0.34,
          `opacity=".7" transform="translate(${n(-width * 0.14)} ${n(-width * 0.22)})"`,
        ),
    )
  }
  const under = `<ellipse cx="${n(area.x)}" cy="${n(area.y - height * 0.3)}" rx="${n(area.rx * 0.88)}" ry="${n(area.ry * 0.88)}" fill="${mix(color, '#6b3408', 0.45)}" opacity="${1 - clear}" filter="${blur(scene, 7)}"/>`
  return `${under}<g fill="none" stroke-linecap="round" stroke-linejoin="round">${lines.join('')}</g>`
}

const middle = (first: string, second: string) => {
  const [[ax, ay], [bx, by]] = [first.split(' ').map(Number), second.split(' ').map(Number)]
  return `${n((ax! + bx!) / 2)} ${n((ay! + by!) / 2)}`
}

/** The oval that a nest fills in a mouth of that size. */
export function nestIn(mouth: Oval, part = 0.82): Oval {
  return { x: mouth.x, y: mouth.y + 4, rx: mouth.rx * part, ry: mouth.rx * part * TILT * 0.96 }
}

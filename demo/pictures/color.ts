const channels = (color: string) => [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16))

/** Mixes two `#rrggbb` colours; `part` 0 is the first, 1 the second. */
export function mix(first: string, second: string, part: number): string {
  const other = channels(second)
  const mixed = channels(first).map((value, i) => Math.round(value + (other[i]! - value) * part))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** The same colour in the warm light of the room. */
export const lighter = (color: string, part: number) => mix(color, '#fff6e6', part)

/** The same colour in shade: warm, and as saturated as food stays in a bowl's shadow. */
export function darker(color: string, part: number): string {
  const [red, green, blue] = channels(color).map((value, i) => Math.round(value * [0.4, 0.22, 0.13][i]!))
  const shade = [red!, green!, blue!].map((value) => value.toString(16).padStart(2, '0')).join('')
  return mix(color, `#${shade}`, part)
}

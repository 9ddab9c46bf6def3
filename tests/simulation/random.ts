/** A stream of numbers that is the same for the same seed (sfc32 by Chris Doty-Humphrey, in the public domain). */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number) {
    this.a = seed | 0
    this.b = (seed / 2 ** 32) | 0
    this.c = 0x9e3779b9
    for (let round = 0; round < 12; round++) this.bits()
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor((this.bits() / 2 ** 32) * limit)
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True so often: 0 never, 1 always. */
  chance(probability: number): boolean {
    return this.bits() / 2 ** 32 < probability
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** Draws one name by its weight. */
  weighted<Name extends string>(weights: Partial<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][]
    let rest = (this.bits() / 2 ** 32) * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      rest -= weight
      if (rest < 0) return name
    }
    throw new RangeError('no weight is above 0')
  }

  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('')
  }

  /** A stream of its own, so that what one actor draws changes nothing for another. */
  fork(): Random {
    return new Random(this.bits() * 2 ** 21 + this.below(2 ** 21))
  }

  private bits(): number {
    const sum = (this.a + this.b + this.counter++) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum
    return sum >>> 0
  }
}

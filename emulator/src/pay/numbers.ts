import { randomBytes, randomInt } from 'node:crypto'

/** Where the numbers that the pay platform gives out come from. */
export interface PayNumbers {
  /** Lower-case hexadecimal digits, two a byte. */
  hex(bytes: number): string
  /** Decimal digits. */
  digits(count: number): string
}

export const randomNumbers: PayNumbers = {
  hex: (bytes) => randomBytes(bytes).toString('hex'),
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
}

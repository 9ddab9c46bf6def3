import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/**
 * The short form of an RSA private key: `rsa.<p>.<q>`, its two primes in base64url. Everything else about the key follows
 * from them, so 2048 bits take 350 characters instead of 1600, and the keys of two platforms fit into the 4 KB that the
 * environment of a cloud function holds.
 */
const shortForm = /^rsa\.([\w-]+)\.([\w-]+)$/

/** The public exponent of the keys that the platforms' tools make; a key with another has no short form. */
const exponent = BigInt(65537)
const one = BigInt(1)

export const isShortKey = (text: string): boolean => shortForm.test(text)

/** @throws TypeError for a key that is not RSA with the usual public exponent */
export function shortKeyOf(key: KeyObject): string {
  const { p, q } = key.export({ format: 'jwk' })
  const short = `rsa.${p}.${q}`
  const spki = (made: KeyObject) => createPublicKey(made).export({ type: 'spki', format: 'der' })
  if (!p || !q || !spki(readShortKey(short)).equals(spki(key))) throw new TypeError('this key has no short form')
  return short
}

/** @throws Error when the text is no short form, or its numbers make no key */
export function readShortKey(text: string): KeyObject {
  const [, p = '', q = ''] = shortForm.exec(text) ?? []
  const [first, second] = [numberOf(p), numberOf(q)]
  const secret = inverse(exponent, (first - one) * (second - one))
  const numbers = {
    n: first * second,
    e: exponent,
    d: secret,
    p: first,
    q: second,
    dp: secret % (first - one),
    dq: secret % (second - one),
    qi: inverse(second, first),
  }
  const fields = Object.entries(numbers).map(([name, number]) => [name, textOf(number)])
  return createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...Object.fromEntries(fields) } })
}

const numberOf = (text: string): bigint => BigInt(`0x0${Buffer.from(text, 'base64url').toString('hex')}`)

function textOf(number: bigint): string {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

/** The number whose product with `value` leaves 1 when divided by `modulus` (extended Euclid). */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, nextRest] = [modulus, value % modulus]
  let [factor, nextFactor] = [BigInt(0), one]
  while (nextRest > BigInt(0)) {
    const times = rest / nextRest
    ;[rest, nextRest] = [nextRest, rest - times * nextRest]
    ;[factor, nextFactor] = [nextFactor, factor - times * nextFactor]
  }
  return ((factor % modulus) + modulus) % modulus
}

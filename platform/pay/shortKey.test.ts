import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, it } from 'vitest'
import { privateKeyOf } from './keys.ts'
import { shortKeyOf } from './shortKey.ts'

it('a private key in its short form is the same key, in less than a quarter of the room', () => {
  for (let round = 0; round < 3; round++) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const short = shortKeyOf(privateKey)
    expect(short.length).toBeLessThan(360)
    const text = Buffer.from('an order of 38.00')
    expect(verify('sha256', text, publicKey, sign('sha256', text, privateKeyOf(short)))).toBe(true)
    expect(shortKeyOf(privateKeyOf(short))).toBe(short)
  }
})

it('two sets of keys fit into the environment of one function', () => {
  const long = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keys = [long(), long()].flatMap(({ privateKey, publicKey }) => [
    shortKeyOf(privateKey),
    publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  ])
  expect(keys.join('').length).toBeLessThan(4096 - 1500)
})

it('a key that the short form cannot tell, or a text that is none, is refused', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024, publicExponent: 3 })
  expect(() => shortKeyOf(privateKey)).toThrow(TypeError)
  expect(() => shortKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)).toThrow(TypeError)
  for (const text of ['', 'rsa.AQ.AQ', 'rsa.abc']) expect(() => privateKeyOf(text)).toThrow()
})

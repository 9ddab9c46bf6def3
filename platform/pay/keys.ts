import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { isShortKey, readShortKey } from './shortKey.ts'

/**
 * A private key from an environment variable: PEM, also with `\n` written out, the bare base64 of PKCS#8 that the
 * platforms' consoles give, or the short form of `shortKey.ts`.
 * @throws Error when it is no key
 */
export function privateKeyOf(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPrivateKey(withLines(text))
  if (isShortKey(text)) return readShortKey(text)
  return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
}

/** A public key, or that of a certificate: PEM, or bare base64. @throws Error when it is no key */
export function publicKeyOf(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPublicKey(withLines(text))
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
}

const withLines = (pem: string): string => pem.replaceAll('\\n', '\n')

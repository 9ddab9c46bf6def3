import { createHash, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

export interface KeyPair {
  privateKey: KeyObject
  publicKey: KeyObject
}

/** The keys with which a merchant and the simulated pay platforms prove themselves to each other. */
export interface PayKeys {
  merchant: KeyPair
  platform: KeyPair
  /** Seals the notices of WeChat Pay API v3: 32 characters. */
  apiV3Key: string
}

const makePair = promisify(generateKeyPair)

let made: Promise<PayKeys> | undefined

/** Demo keys, made once in the life of this process: making them takes the better part of a second. */
export function makePayKeys(): Promise<PayKeys> {
  made ??= makeAll()
  return made
}

async function makeAll(): Promise<PayKeys> {
  const [merchant, platform] = await Promise.all([
    makePair('rsa', { modulusLength: 2048 }),
    makePair('rsa', { modulusLength: 2048 }),
  ])
  const secret = merchant.privateKey.export({ type: 'pkcs8', format: 'der' })
  return { merchant, platform, apiV3Key: createHash('sha256').update(secret).digest('hex').slice(0, 32) }
}

/** A private key as one line of base64, as both platforms' consoles hand them out (PKCS#8). */
export function privateKeyLine({ privateKey }: KeyPair): string {
  return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
}

/** A public key as one line of base64. */
export function publicKeyLine({ publicKey }: KeyPair): string {
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}

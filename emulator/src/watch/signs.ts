import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { CloudError } from '../cloudError.ts'
import { SIGN_LIFE_MS } from './limits.ts'
import type { Watcher } from './watcher.ts'

/** The version of the secret that signs are made with; a new one is made at each start of the cloud. */
export const SECRET_VERSION = 1

/** Issues and reads the signs with which a connection proves who is at its other end. */
export class Signs {
  private readonly secret = randomBytes(32)

  /** @param now ms since the epoch, by the cloud's clock */
  constructor(private readonly now: () => number) {}

  issue(watcher: Watcher): string {
    const content = Buffer.from(JSON.stringify({ watcher, expiresAt: this.now() + SIGN_LIFE_MS })).toString('base64url')
    return `${content}.${this.seal(content).toString('base64url')}`
  }

  /** Throws SIGN_PARAM_INVALID, SIGN_INVALID_ERROR, SIGN_EXPIRED_ERROR: the SDKs then ask for a new sign. */
  read(sign: unknown, secretVersion: unknown): Watcher {
    if (typeof sign !== 'string') throw new CloudError('SIGN_PARAM_INVALID', 'signStr must be a text')
    const [content = '', seal = ''] = sign.split('.')
    const expected = this.seal(content)
    const given = Buffer.from(seal, 'base64url')
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
    if (!isOurs || secretVersion !== SECRET_VERSION) {
      throw new CloudError('SIGN_INVALID_ERROR', 'this sign was not issued by this environment')
    }
    const { watcher, expiresAt } = JSON.parse(Buffer.from(content, 'base64url').toString()) as {
      watcher: Watcher
      expiresAt: number
    }
    if (this.now() >= expiresAt) throw new CloudError('SIGN_EXPIRED_ERROR', 'this sign has expired')
    return watcher
  }

  private seal(content: string): Buffer {
    return createHmac('sha256', this.secret).update(content).digest()
  }
}

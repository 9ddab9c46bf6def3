import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/database.ts'

const SPACE = 'storageSigner'

/** Signs addresses and upload permits, with a secret that outlives the process as they do. */
export class Signer {
  private constructor(private readonly secret: string) {}

  static async open(database: Database): Promise<Signer> {
    const kept = database.systemAll(SPACE)[0]?.value
    if (typeof kept === 'string') return new Signer(kept)
    const secret = randomBytes(32).toString('hex')
    await database.systemPut(SPACE, 'secret', secret)
    return new Signer(secret)
  }

  /** 32 hexadecimal digits; the parts are kept apart, so that no two lists sign alike. */
  sign(...parts: (string | number)[]): string {
    return createHmac('sha256', this.secret).update(JSON.stringify(parts)).digest('hex').slice(0, 32)
  }

  holds(signature: string, ...parts: (string | number)[]): boolean {
    const given = Buffer.from(signature)
    const right = Buffer.from(this.sign(...parts))
    return given.length === right.length && timingSafeEqual(given, right)
  }
}

import { createHash, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataFolderError } from '../dataFolder.ts'

/** What the console hands out for custom login, and `init({ credentials })` of node-sdk takes. */
export interface LoginCredentials {
  private_key_id: string
  /** PEM. */
  private_key: string
  env_id: string
}

type KeyPair = Pick<LoginCredentials, 'private_key_id' | 'private_key'>

export const LOGIN_KEY_FILE = 'custom-login-key.json'

/**
 * Bits of the key. The real keys are that short too, or node-sdk would not tell jsonwebtoken to put up with keys below
 * 2048 bits (`createTicket`, `allowInsecureKeySizes`); and a cloud for a test should start at once.
 */
const KEY_BITS = 1024

/** The key pair of custom login: a server signs tickets with it, the environment verifies them. */
export class LoginKey {
  readonly id: string
  readonly publicKey: ReturnType<typeof createPublicKey>

  private constructor(private readonly pair: KeyPair) {
    this.id = pair.private_key_id
    this.publicKey = createPublicKey(pair.private_key)
  }

  /** The key of a data folder, or a new one when it has none yet. Throws DataFolderError for a broken file. */
  static of(dataFolder: string): LoginKey {
    const file = join(dataFolder, LOGIN_KEY_FILE)
    if (existsSync(file)) {
      try {
        return new LoginKey(JSON.parse(readFileSync(file, 'utf8')))
      } catch (error) {
        throw new DataFolderError(dataFolder, `${LOGIN_KEY_FILE} holds no key (${(error as Error).message})`)
      }
    }
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: KEY_BITS })
    const private_key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    return new LoginKey({ private_key_id: randomUUID(), private_key })
  }

  /** What the environment signs its access tokens with; as lasting as the key. */
  get tokenSecret(): Uint8Array {
    return createHash('sha256').update(this.pair.private_key).digest()
  }

  credentials(envId: string): LoginCredentials {
    return { ...this.pair, env_id: envId }
  }

  /** Keeps the key in a data folder that exists, for the next start and for programs that sign tickets. */
  keepIn(dataFolder: string, envId: string): void {
    const text = JSON.stringify(this.credentials(envId), null, 2)
    writeFileSync(join(dataFolder, LOGIN_KEY_FILE), `${text}\n`, { mode: 0o600 })
  }
}

import type { Clock } from '../clock.ts'
import { bucketOf } from './filePath.ts'
import { ADDRESS_MAX_AGE_SECONDS, UPLOAD_BEGINS_WITHIN_MS } from './limits.ts'
import type { Signer } from './signer.ts'

/** Where the storage is served; behind it come the bucket and the path of a file. */
export const STORAGE_MOUNT = '/storage'

/** A permit to upload one file, as the SDKs carry it from the metadata to the upload. */
export interface UploadPermit {
  /** Goes along as `authorization` (PUT) or `signature` (form). */
  authorization: string
  /** Goes along as `x-cos-security-token`; tells whose the file will be. */
  token: string
}

interface AddressSetup {
  envId: string
  /** The local cloud's own address, without a slash at its end. */
  origin: string
  clock: Clock
  signer: Signer
}

/** What breaks an address, though `encodeURI` leaves it as it is, or would take it for an escape. */
const BREAKS_ADDRESSES = /[%?#]/g

/**
 * Makes the web addresses of files and proves those that come back. An address is signed by the path, not by its
 * spelling: the SDKs pass it through `encodeURI` before they use it, programs and browsers do not.
 */
export class FileAddresses {
  constructor(private readonly setup: AddressSetup) {}

  /** An address without signature, for a file that anyone may read. */
  permanent(path: string): string {
    return this.base(path.replace(BREAKS_ADDRESSES, encodeURIComponent))
  }

  /**
   * An address that holds for a while.
   * @param maxAgeSeconds a day at most
   */
  temporary(path: string, maxAgeSeconds: number): string {
    const age = Math.min(maxAgeSeconds, ADDRESS_MAX_AGE_SECONDS)
    const until = Math.floor(this.setup.clock.now() / 1000) + age
    return `${this.permanent(path)}?sign=${this.setup.signer.sign('read', path, until)}&t=${until}`
  }

  /** Where an upload is sent. */
  upload(path: string): string {
    return this.base(path.split('/').map(encodeURIComponent).join('/'))
  }

  /** The paths that an address may mean, as it is spelled and spelled once more; none when it is not of this bucket. */
  pathsOf(pathname: string): string[] {
    const prefix = `${STORAGE_MOUNT}/${bucketOf(this.setup.envId)}/`
    if (!pathname.startsWith(prefix)) return []
    const once = decode(pathname.slice(prefix.length))
    const twice = once === undefined ? undefined : decode(once)
    return [...new Set([once, twice])].filter((path) => path !== undefined)
  }

  /** What is wrong with the signature of an address; undefined when it holds for this path, now. */
  readRefusal(path: string, query: URLSearchParams): 'unsigned' | 'forged' | 'expired' | undefined {
    const [signature, until] = [query.get('sign'), query.get('t')]
    if (signature === null || until === null) return 'unsigned'
    if (!this.setup.signer.holds(signature, 'read', path, Number(until))) return 'forged'
    return this.setup.clock.now() >= Number(until) * 1000 ? 'expired' : undefined
  }

  /** @param owner the client that will own the file; absent for a server */
  permitUpload(path: string, owner: string | undefined): UploadPermit {
    const until = this.setup.clock.now() + UPLOAD_BEGINS_WITHIN_MS
    const token = Buffer.from(JSON.stringify({ owner, until })).toString('base64url')
    return { token, authorization: this.setup.signer.sign('write', path, token) }
  }

  /** Whose the uploaded file will be, or what is wrong with the permit. */
  readPermit(path: string, { authorization, token }: UploadPermit): { owner?: string } | 'forged' | 'expired' {
    if (!this.setup.signer.holds(authorization, 'write', path, token)) return 'forged'
    const { owner, until } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { owner?: string; until: number }
    return this.setup.clock.now() >= until ? 'expired' : { owner }
  }

  private base(written: string): string {
    const { origin, envId } = this.setup
    return `${origin}${STORAGE_MOUNT}/${bucketOf(envId)}/${written}`
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

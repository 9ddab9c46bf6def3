import { ACCOUNT_APP_ID } from '../project/account.ts'
import { PATH_MAX_BYTES } from './limits.ts'

/** CAN, EM, SUB, ESC: the characters that no path may have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant
const FORBIDDEN_CHARACTERS = /[\x18-\x1b]/
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Why a text cannot be the path of a file; undefined when it can. Rules: WeChat, wxcloud/guide/storage/naming. That
 * `.` and `..` are no names is the local cloud's own rule: no web address could say them.
 */
export function pathRefusal(path: unknown): string | undefined {
  if (typeof path !== 'string' || path === '') return 'a path is a text that is not empty'
  if (path.startsWith('/')) return 'a path does not begin with /'
  if (path.includes('//')) return 'a path has no // in it'
  if (path.split('/').some((name) => name === '.' || name === '..')) return 'a path has no . or .. in it'
  if (FORBIDDEN_CHARACTERS.test(path)) return 'a path has none of the control characters 24 to 27'
  if (LONE_SURROGATE.test(path)) return 'a path is well-formed Unicode'
  if (Buffer.byteLength(path) > PATH_MAX_BYTES) return `a path has at most ${PATH_MAX_BYTES} bytes`
  return undefined
}

/** The environment's only bucket, named as the platform names them: of the environment and an account's number. */
export function bucketOf(envId: string): string {
  const prefix = Buffer.from(envId.slice(0, 2)).toString('hex')
  return `${prefix}-${envId}-${ACCOUNT_APP_ID}`
}

/** `cloud://<environment>.<bucket>/<path>`, by which programs know a file. */
export const fileIdOf = (envId: string, path: string): string => `cloud://${envId}.${bucketOf(envId)}/${path}`

/** What a file id names: a path in this environment's bucket, another environment, or nothing. */
export function readFileId(fileId: string, envId: string): { path: string } | 'otherEnvironment' | 'nothing' {
  const [, environment, bucket, path] = /^cloud:\/\/([^./]+)\.([^/]+)\/(.+)$/s.exec(fileId) ?? []
  if (path === undefined) return 'nothing'
  if (environment !== envId) return 'otherEnvironment'
  return bucket === bucketOf(envId) && pathRefusal(path) === undefined ? { path } : 'nothing'
}

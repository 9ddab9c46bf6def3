/** What tests and developers read after a run: absent wx members, errors, and the cost of setData. */

type Observations = {
  __mpMissing: string[]
  __mpErrors: string[]
  __mpWarnings: string[]
  __mpSetData: { calls: number; bytes: number; largest: number }
}

const observed: Observations = {
  __mpMissing: [],
  __mpErrors: [],
  __mpWarnings: [],
  __mpSetData: { calls: 0, bytes: 0, largest: 0 },
}
Object.assign(window, observed)

/** Notes that the mini-program asked for a member of wx that this preview does not have. */
export function noteMissing(name: string): void {
  if (!observed.__mpMissing.includes(name)) observed.__mpMissing.push(name)
}

/** Notes and prints an error of the mini-program. */
export function noteError(error: unknown, where = ''): void {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : describe(error)
  observed.__mpErrors.push(where === '' ? text : `${where}: ${text}`)
  console.error(where, error)
}

/** Notes and prints, once, something that works here but not well in WeChat. */
export function noteWarning(text: string): void {
  if (observed.__mpWarnings.includes(text)) return
  observed.__mpWarnings.push(text)
  console.warn(text)
}

/** WeChat advises to stay under 256 KB a setData and refuses what JSON cannot carry. */
const ADVISED_BYTES = 256 * 1024

/** Counts one setData call of `component` and warns about a payload that WeChat would not carry well. */
export function noteSetData(component: string, payload: unknown): void {
  const stranger = findUnserializable(payload, '', 0)
  if (stranger !== undefined) noteWarning(`setData of ${component}: "${stranger}" is not plain JSON`)
  let bytes = 0
  try {
    bytes = new TextEncoder().encode(JSON.stringify(payload) ?? '').length
  } catch {
    noteWarning(`setData of ${component}: the payload refers to itself`)
  }
  if (bytes > ADVISED_BYTES) noteWarning(`setData of ${component}: ${bytes} bytes, more than 256 KB`)
  observed.__mpSetData.calls += 1
  observed.__mpSetData.bytes += bytes
  observed.__mpSetData.largest = Math.max(observed.__mpSetData.largest, bytes)
}

const DEEPEST = 20

function findUnserializable(value: unknown, path: string, depth: number): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return path
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return undefined
  const prototype = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return path
  for (const [key, child] of Object.entries(value)) {
    const found = findUnserializable(child, path === '' ? key : `${path}.${key}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function describe(error: unknown): string {
  if (typeof error === 'string') return error
  try {
    return JSON.stringify(error) ?? String(error)
  } catch {
    return String(error)
  }
}

window.addEventListener('error', ({ error, message }) => noteError(error ?? message))
window.addEventListener('unhandledrejection', ({ reason }) => noteError(reason, 'unhandled rejection'))

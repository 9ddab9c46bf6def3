import { asyncMember, Failure } from './asyncMember.ts'

/** Source: storage limits of the framework: 1 MB a key, 10 MB in all. */
const LARGEST_VALUE = 1024 * 1024
const LIMIT_KB = 10 * 1024

let prefix = ''

/** Keeps each phone's storage apart: one per mini-program and person. */
export function openStorage(appId: string, openid: string): void {
  prefix = `mp:${appId}:${openid}:`
}

function read(key: string): { found: boolean; data: unknown } {
  const text = localStorage.getItem(prefix + key)
  return text === null
    ? { found: false, data: '' }
    : { found: true, data: (JSON.parse(text) as { data: unknown }).data }
}

function write(key: unknown, data: unknown): void {
  if (typeof key !== 'string' || key === '') throw new Failure('parameter error: key should be a non-empty String')
  const text = JSON.stringify({ data })
  if (text.length > LARGEST_VALUE) throw new Failure('entry size limit reached')
  localStorage.setItem(prefix + key, text)
}

function keys(): string[] {
  return Object.keys(localStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))
}

function info() {
  const size = keys().reduce((sum, key) => sum + (localStorage.getItem(prefix + key)?.length ?? 0), 0)
  return { keys: keys(), currentSize: Math.ceil(size / 1024), limitSize: LIMIT_KB }
}

const clear = () => {
  for (const key of keys()) localStorage.removeItem(prefix + key)
}
const remove = (key: unknown) => localStorage.removeItem(prefix + String(key))

/** wx storage over the browser's; values pass through JSON, as far as WeChat carries them too. */
export const storage = {
  getStorageSync: (key: string) => read(key).data,
  setStorageSync: (key: string, data: unknown) => write(key, data),
  removeStorageSync: remove,
  clearStorageSync: clear,
  getStorageInfoSync: info,
  getStorage: asyncMember('getStorage', ({ key }) => {
    const { found, data } = read(String(key))
    if (!found) throw new Failure('data not found')
    return { data }
  }),
  setStorage: asyncMember('setStorage', ({ key, data }) => void write(key, data)),
  removeStorage: asyncMember('removeStorage', ({ key }) => void remove(key)),
  clearStorage: asyncMember('clearStorage', () => void clear()),
  getStorageInfo: asyncMember('getStorageInfo', info),
}

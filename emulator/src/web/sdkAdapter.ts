import type tcb from 'tcb-js-sdk'

/** What `useAdapters` of tcb-js-sdk takes. */
type Adapter = Extract<Parameters<typeof tcb.useAdapters>[0], { runtime: string }>

interface SdkRequest {
  url?: string
  data?: object
  headers?: object
  file?: Blob
  name?: string
}

interface LoginStorage {
  getItem(key: string): unknown
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface SdkAdapterOptions {
  /** Needed for `watch` where the platform has no WebSocket of its own, as Node 20: the class of the package `ws`. */
  webSocket?: unknown
  /** Keeps logins beyond the page; absent: the page's own localStorage, or memory. */
  localStorage?: LoginStorage
}

/** The one address that tcb-js-sdk 1.10 knows. */
const CLOUD_HOST = /^(https?:)?\/\/tcb-api\.tencentcloudapi\.com/

/**
 * Points an unmodified tcb-js-sdk at a local cloud, in a page or in Node, by the SDK's own means:
 * `tcb.useAdapters(sdkAdapter('http://127.0.0.1:8600'))` before `tcb.init`. Needs nothing of Node.
 * @param url the local cloud's address
 */
export function sdkAdapter(url: string, options: SdkAdapterOptions = {}): Adapter {
  const send = async (method: string, request: SdkRequest, body?: string | FormData) => {
    const headers = { ...request.headers } as Record<string, string>
    const answer = await fetch((request.url ?? '').replace(CLOUD_HOST, url), { method, headers, body })
    return { statusCode: answer.status, header: Object.fromEntries(answer.headers), answer }
  }
  const text = async (method: string, request: SdkRequest, body?: string | FormData) => {
    const { answer, ...head } = await send(method, request, body)
    return { ...head, data: jsonOrText(await answer.text()) }
  }
  class LocalRequest {
    get(request: SdkRequest) {
      return text('GET', request)
    }
    post(request: SdkRequest) {
      return text('POST', request, JSON.stringify(request.data))
    }
    put(request: SdkRequest) {
      return text('PUT', request, JSON.stringify(request.data))
    }
    upload({ data, file, name, ...request }: SdkRequest) {
      const form = new FormData()
      for (const [key, value] of Object.entries({ ...data, key: name })) form.append(key, String(value))
      if (file !== undefined) form.append('file', file)
      return text('POST', { url: request.url }, form)
    }
    async download(request: SdkRequest) {
      const { answer, ...head } = await send('GET', { url: request.url })
      return { ...head, data: await answer.arrayBuffer(), tempFilePath: request.url }
    }
  }
  const webSocket = (options.webSocket ?? Reflect.get(globalThis, 'WebSocket')) as never
  const ofPage = (name: string) => (Reflect.get(globalThis, name) as LoginStorage | undefined) ?? memoryStorage()
  // The SDK moves a login from one to the other, so they must not be the same.
  const genAdapter = () => ({
    root: {},
    reqClass: LocalRequest,
    wsClass: webSocket,
    localStorage: options.localStorage ?? ofPage('localStorage'),
    sessionStorage: ofPage('sessionStorage'),
  })
  // Any other runtime would have to sign its requests with an app's secret.
  return { runtime: 'web', isMatch: () => true, genAdapter }
}

/** Keeps a login as long as the process. */
export function memoryStorage(): LoginStorage {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key),
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

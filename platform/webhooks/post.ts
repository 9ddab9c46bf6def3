import { lookup } from 'node:dns'
import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublic } from './publicAddress.ts'

/** Longer than any receiver needs that only writes down what it was told. */
const answerWithinMs = 5_000

/** An answer is not read further than this; nobody needs what it says. */
const answerBytes = 16 * 1024

/** What became of telling an address. */
export interface Told {
  ok: boolean
  /** `204`, or why there was no answer. */
  answer: string
}

/**
 * Tells an address by HTTPS; any status from 200 to 299 is a yes. No redirect is followed, and nothing inside the own net
 * is reached, whatever its name says: the address is looked at when the connection is made.
 * @param local also http, on this machine only: a demo's
 */
export async function post(url: string, headers: Record<string, string>, body: string, local: boolean): Promise<Told> {
  const target = new URL(url)
  const isLocal = local && target.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(target.hostname)
  if (!isLocal && target.protocol !== 'https:') return { ok: false, answer: 'only https is allowed' }
  const host = target.hostname.replace(/^\[|\]$/g, '')
  // A connection to a number asks no name service.
  if (!isLocal && isIP(host) !== 0 && !isPublic(host)) return { ok: false, answer: 'not a public address' }
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  const options = { method: 'POST', headers: { ...headers, ...length }, timeout: answerWithinMs }
  return send(target, isLocal ? options : { ...options, lookup: lookupPublic }, body)
}

function send(target: URL, options: RequestOptions, body: string): Promise<Told> {
  return new Promise((resolve) => {
    const end = (told: Told) => {
      clearTimeout(clock)
      resolve(told)
      request.destroy()
    }
    const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, options, (response) => {
      const status = response.statusCode ?? 0
      const told = { ok: status >= 200 && status < 300, answer: String(status) }
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > answerBytes) end(told)
      })
      response.on('end', () => end(told))
      response.on('error', () => end(told))
    })
    const clock = setTimeout(() => end({ ok: false, answer: 'no answer in time' }), answerWithinMs)
    request.on('error', (error) => end({ ok: false, answer: error.message.slice(0, 120) }))
    request.end(body)
  })
}

/** Finds the addresses of a name, and refuses it when one of them lies inside. */
const lookupPublic: LookupFunction = (name, options, callback) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    const odd = found?.find(({ address }) => !isPublic(address))
    const [first] = found ?? []
    if (error) return callback(error, [])
    if (odd || !first) return callback(new Error('not a public address'), [])
    if (options.all) callback(null, found)
    else callback(null, first.address, first.family)
  })
}

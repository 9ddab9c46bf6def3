import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { byteRangeOf } from './byteRange.ts'

/** An open file and what a client is told about it. */
export interface SentFile {
  handle: FileHandle
  /** Bytes. */
  size: number
  contentType: string
  /** With its quotes. */
  etag: string
  modified: Date
  /** 200 unless said otherwise; an error document has its own, and is always answered whole. */
  status?: number
}

/**
 * Answers a file to GET or HEAD and closes it: whole, the part that `Range` asks for (206, 416), or 304 when the client
 * has it already. Headers that are already set stay.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: SentFile): Promise<void> {
  const { handle, size, contentType, etag, modified, status = 200 } = file
  try {
    response.setHeader('etag', etag)
    response.setHeader('last-modified', modified.toUTCString())
    response.setHeader('accept-ranges', 'bytes')
    if (status === 200 && isKnown(request, etag, modified)) return void response.writeHead(304).end()
    const range =
      status === 200 && isFresh(request, etag, modified) ? byteRangeOf(request.headers.range, size) : undefined
    if (range === 'unsatisfiable') {
      return void response.writeHead(416, { 'content-range': `bytes */${size}`, 'content-length': 0 }).end()
    }
    const { start, end } = range ?? { start: 0, end: size - 1 }
    response.writeHead(range === undefined ? status : 206, {
      'content-type': contentType,
      'content-length': end - start + 1,
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
    })
    if (request.method === 'HEAD' || size === 0) return void response.end()
    await pipeline(handle.createReadStream({ start, end, autoClose: false }), response)
  } finally {
    await handle.close()
  }
}

/** Dates of HTTP have whole seconds. */
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

function isKnown({ headers }: IncomingMessage, etag: string, modified: Date): boolean {
  const known = headers['if-none-match']
  if (known !== undefined) return known.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()))
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && seconds(modified) <= since / 1000
}

/** Whether the client's part, if it has one, is of the file as it is now (`If-Range`). */
function isFresh({ headers }: IncomingMessage, etag: string, modified: Date): boolean {
  const condition = headers['if-range']
  if (condition === undefined) return true
  return condition === etag || Date.parse(String(condition)) / 1000 === seconds(modified)
}

import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { FORM_FIELDS_MAX_BYTES } from './limits.ts'

/** The body is no form of the kind that uploads have. */
export class MalformedForm extends Error {}

/** The file of a form and what the form said before it. */
export interface FormFile {
  fields: Record<string, string>
  contentType: string
  bytes: AsyncIterable<Uint8Array>
}

const FIELDS_MAX = 100

/**
 * Reads the form of a web upload as COS takes it ("POST Object"): its fields first, then the part `file`, whose bytes
 * go to `keep` as they come.
 * @returns what `keep` answers
 * @throws MalformedForm; whatever `keep` throws
 */
export async function readUploadForm<Kept>(
  request: IncomingMessage,
  keep: (file: FormFile) => Promise<Kept>,
): Promise<Kept> {
  const fields: Record<string, string> = Object.create(null)
  let keeping: Promise<Kept> | undefined
  const form = formOf(request)
  form.on('field', (name, value) => {
    fields[name] = value
  })
  form.on('file', (name, stream, { mimeType }) => {
    if (name !== 'file' || keeping !== undefined) return void stream.resume()
    keeping = keepAndDrain(stream, () => {
      return keep({ fields, contentType: mimeType, bytes: stream.iterator({ destroyOnReturn: false }) })
    })
    // Told below, when the whole form has been read.
    keeping.catch(() => undefined)
  })
  try {
    await pipeline(request, form)
  } catch {
    throw new MalformedForm()
  }
  if (keeping === undefined) throw new MalformedForm()
  return keeping
}

function formOf(request: IncomingMessage): busboy.Busboy {
  try {
    const limits = { fieldSize: FORM_FIELDS_MAX_BYTES, fields: FIELDS_MAX }
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits })
  } catch {
    throw new MalformedForm()
  }
}

/** Takes the rest of a refused file too: a browser reads an answer only when all it sent has been taken. */
async function keepAndDrain<Kept>(stream: Readable, keep: () => Promise<Kept>): Promise<Kept> {
  try {
    return await keep()
  } finally {
    stream.on('error', () => undefined)
    stream.resume()
  }
}

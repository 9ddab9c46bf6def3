import type { IncomingMessage } from 'node:http'
import busboy from 'busboy'
import { CloudError } from '../cloudError.ts'
import { REQUEST_BODY_MAX_BYTES } from './limits.ts'

/**
 * Reads a request of the SDKs: a JSON object, or a multipart form whose fields come out as `Buffer`s, because
 * `requestData` holds raw protobuf bytes.
 * @throws CloudError INVALID_PARAM when the body is neither, or too large
 */
export async function readParams(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return readForm(request)
  return readJson(request)
}

/** Reads a JSON object; an empty body is an empty object. Throws CloudError INVALID_PARAM. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBytes(request)).toString('utf8')
  if (text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new CloudError('INVALID_PARAM', 'The request body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CloudError('INVALID_PARAM', 'The request body is not a JSON object')
  }
  return value as Record<string, unknown>
}

/** Reads the whole body. Throws CloudError INVALID_PARAM when it is larger than the limit. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= REQUEST_BODY_MAX_BYTES) chunks.push(chunk)
  }
  if (size > REQUEST_BODY_MAX_BYTES) {
    throw new CloudError('INVALID_PARAM', `The request body is larger than ${REQUEST_BODY_MAX_BYTES} bytes`)
  }
  return Buffer.concat(chunks)
}

/** Takes the whole body first: a form that is cut off, or too large in all its fields together, fails as JSON does. */
async function readForm(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readBytes(request)
  const fields = new Map<string, Buffer[]>()
  await new Promise<void>((resolve, reject) => {
    const refuse = () => reject(new CloudError('INVALID_PARAM', 'The request body is not a multipart form'))
    try {
      // Fields of bytes must survive: latin1 maps every byte to one character and back.
      const form = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        defCharset: 'latin1',
        limits: { fieldSize: REQUEST_BODY_MAX_BYTES, fileSize: REQUEST_BODY_MAX_BYTES },
      })
      form.on('field', (name, value) => fields.set(name, [Buffer.from(value, 'latin1')]))
      // The parser takes a part of type application/octet-stream for a file, even without a file name. The form closes
      // once every such part has ended, so its bytes must be kept as they come.
      form.on('file', (name, stream) => {
        const chunks: Buffer[] = []
        fields.set(name, chunks)
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('error', refuse)
      })
      form.on('close', resolve)
      form.on('error', refuse)
      form.end(body)
    } catch {
      refuse()
    }
  })
  return Object.fromEntries(Array.from(fields, ([name, chunks]) => [name, Buffer.concat(chunks)]))
}

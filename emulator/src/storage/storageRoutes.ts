import { CloudError } from '../cloudError.ts'
import type { Exchange, Handler } from '../server/router.ts'
import { sendFile } from '../server/sendFile.ts'
import { answerCosError, type CosError, escapeXml } from './cosErrors.ts'
import type { StorageService } from './openStorage.ts'
import { type FormFile, MalformedForm, readUploadForm } from './uploadForm.ts'

/** A request of the object store that fails, in its own terms. */
class Refusal extends Error {
  constructor(
    readonly error: CosError,
    readonly detail = '',
  ) {
    super(error)
  }
}

/**
 * `/storage/<bucket>/<path>`: what an object store behind the platform's storage answers to the SDKs. `PUT` and a
 * `POST` of a form upload, with the permit that `storage.getUploadMetadata` gave; `GET` and `HEAD` download, by a
 * signature, or freely when the rules let everybody read. Refusals are XML.
 */
export function storageRoutes(service: StorageService): Handler {
  const methods: Record<string, (exchange: Exchange) => Promise<void>> = {
    GET: (exchange) => download(service, exchange),
    HEAD: (exchange) => download(service, exchange),
    PUT: (exchange) => put(service, exchange),
    POST: (exchange) => post(service, exchange),
  }
  return async (exchange) => {
    const { request, response, url } = exchange
    const act = methods[request.method ?? '']
    try {
      if (act === undefined) throw new Refusal('methodNotAllowed')
      await act(exchange)
    } catch (error) {
      if (response.headersSent) throw error
      const { error: name, detail } = refusalOf(error)
      answerCosError(response, name, url.pathname, detail)
    }
  }
}

const COS_ERROR_OF: Record<string, CosError> = { INVALID_PARAM: 'invalidUri', STORAGE_REQUEST_FAIL: 'entityTooLarge' }

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof MalformedForm) return new Refusal('malformedForm')
  if (!(error instanceof CloudError)) return new Refusal('internalError', String(error))
  return new Refusal(COS_ERROR_OF[error.code] ?? 'internalError', error.message)
}

async function download(service: StorageService, { request, response, url }: Exchange) {
  const opened = await service.files.read(readablePath(service, url))
  if (opened === undefined) throw new Refusal('noSuchKey')
  const { file, handle } = opened
  response.setHeader('access-control-allow-origin', '*')
  // What a client uploaded is never a page of this machine's, which the control API would answer.
  response.setHeader('content-security-policy', 'sandbox')
  response.setHeader('x-content-type-options', 'nosniff')
  await sendFile(request, response, {
    handle,
    size: file.size,
    contentType: file.contentType,
    etag: `"${file.md5}"`,
    modified: new Date(file.modifiedAt),
  })
}

/** The path that an address means and may be read by. */
function readablePath({ files, rules, addresses }: StorageService, { pathname, searchParams }: URL): string {
  const paths = addresses.pathsOf(pathname)
  const refusals = paths.map((path) => addresses.readRefusal(path, searchParams))
  const signed = paths.find((_, at) => refusals[at] === undefined)
  if (signed !== undefined) return signed
  if (rules.isPublic) {
    const there = paths.find((path) => files.find(path) !== undefined)
    if (there === undefined) throw new Refusal('noSuchKey')
    return there
  }
  if (refusals.includes('expired')) throw new Refusal('requestExpired')
  throw new Refusal(refusals.includes('forged') ? 'signatureDoesNotMatch' : 'accessDenied')
}

async function put(service: StorageService, { request, response, url }: Exchange): Promise<void> {
  const [path = ''] = service.addresses.pathsOf(url.pathname)
  const { owner } = permitted(service, path, request.headers.authorization, request.headers['x-cos-security-token'])
  const contentType = meaningful(request.headers['content-type'])
  const bytes = request.iterator({ destroyOnReturn: false })
  const { md5 } = await service.files.write(path, bytes, { owner, contentType })
  response.writeHead(200, { etag: `"${md5}"`, 'content-length': 0 }).end()
}

async function post(service: StorageService, { request, response, url }: Exchange): Promise<void> {
  const { status, file } = await readUploadForm(request, async ({ fields, contentType, bytes }: FormFile) => {
    const path = fields.key ?? ''
    const { owner } = permitted(service, path, fields.signature ?? fields.Signature, fields['x-cos-security-token'])
    const type = meaningful(fields['Content-Type']) ?? meaningful(contentType)
    const file = await service.files.write(path, bytes, { owner, contentType: type })
    return { file, status: Number(fields.success_action_status) }
  })
  const etag = `"${file.md5}"`
  response.setHeader('etag', etag)
  if (status !== 201) return void response.writeHead(status === 200 ? 200 : 204).end()
  const location = escapeXml(`http://${request.headers.host}${url.pathname}`)
  response.writeHead(201, { 'content-type': 'application/xml' })
  response.end(
    `<PostResponse><Location>${location}</Location><Key>${escapeXml(file.path)}</Key><ETag>${escapeXml(etag)}</ETag></PostResponse>`,
  )
}

function permitted({ addresses }: StorageService, path: string, authorization: unknown, token: unknown) {
  if (typeof authorization !== 'string' || typeof token !== 'string') throw new Refusal('accessDenied')
  const permit = addresses.readPermit(path, { authorization, token })
  if (permit === 'expired') throw new Refusal('requestExpired')
  if (permit === 'forged') throw new Refusal('signatureDoesNotMatch')
  return permit
}

/** What clients send when they know no better says less than the file's name. */
function meaningful(contentType: string | undefined): string | undefined {
  const isUnknown = contentType === undefined || /^(application\/octet-stream|text\/plain$)/.test(contentType)
  return isUnknown ? undefined : contentType
}

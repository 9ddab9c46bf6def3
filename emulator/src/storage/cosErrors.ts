import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/**
 * Refusals in the form of COS, the object store behind the platform's storage: status, code and message.
 * Source: COS, "Error Codes"; the SDKs read Code, Message, RequestId and TraceId.
 */
export const COS_ERRORS = {
  accessDenied: [403, 'AccessDenied', 'Access Denied.'],
  signatureDoesNotMatch: [403, 'SignatureDoesNotMatch', 'The signature does not belong to this file.'],
  requestExpired: [403, 'RequestHasExpired', 'The address or permit has expired.'],
  noSuchKey: [404, 'NoSuchKey', 'The specified key does not exist.'],
  methodNotAllowed: [405, 'MethodNotAllowed', 'The method is not allowed here.'],
  malformedForm: [400, 'MalformedPOSTRequest', 'The body is not a form with a key and a file.'],
  entityTooLarge: [400, 'EntityTooLarge', 'The file is larger than one upload may be.'],
  invalidUri: [400, 'InvalidURI', 'The path cannot be that of a file.'],
  internalError: [500, 'InternalError', 'The file could not be kept.'],
} as const satisfies Record<string, readonly [status: number, code: string, message: string]>

export type CosError = keyof typeof COS_ERRORS

/** Answers a refusal as XML. `detail` goes behind the message. */
export function answerCosError(response: ServerResponse, error: CosError, resource: string, detail = ''): void {
  const [status, code, message] = COS_ERRORS[error]
  const text = escapeXml(detail === '' ? message : `${message} ${detail}`)
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(
    `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>${code}</Code><Message>${text}</Message>` +
      `<Resource>${escapeXml(resource)}</Resource><RequestId>${randomUUID()}</RequestId><TraceId>local</TraceId></Error>`,
  )
}

const XML_ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text for the inside of an element; characters that XML cannot have become a question mark. */
export function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no control characters
  const possible = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?')
  return possible.replace(/[&<>"]/g, (character) => XML_ESCAPES[character]!)
}

import type { ServerResponse } from 'node:http'

/**
 * Answers JSON. The content type carries a charset, which the SDKs take as the sign of JSON for every action
 * (cloudPay answers must not bear it, see pay/).
 */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}

export function answerBytes(response: ServerResponse, contentType: string, body: Buffer): void {
  response.writeHead(200, { 'content-type': contentType, 'content-length': body.length })
  response.end(body)
}

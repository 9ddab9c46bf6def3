import { createHmac } from 'node:crypto'

/**
 * The headers with which an event is sent. The receiver reckons HMAC-SHA256 of `<id>.<timestamp>.<body>` by the common
 * secret, compares it, refuses what is older than a few minutes, and remembers ids: an event may come more than once.
 * @param now ms
 */
export function signedHeaders(id: string, body: string, secret: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'yundian',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}

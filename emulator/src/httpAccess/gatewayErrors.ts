import type { CloudError } from '../cloudError.ts'

const MORE = 'For more information, please refer to https://docs.cloudbase.net/error-code/service'

/**
 * HTTP status of the gateway's own errors. The codes are those of docs.cloudbase.net/error-code/service; 400 for what
 * a function does wrong is what docs.cloudbase.net/http-api/functions gives. The other numbers are on no page that was
 * found: they are the local cloud's choice.
 */
const STATUSES: Record<string, number> = {
  INVALID_PATH: 404,
  EXCEED_MAX_PAYLOAD_SIZE: 413,
  SYS_ERR: 500,
}
const FUNCTION_STATUS = 400

/** What the gateway answers for an error: `{code, message, requestId}` and its status. */
export function gatewayAnswer({ code, message }: CloudError, requestId: string): { status: number; body: object } {
  return {
    status: STATUSES[code] ?? FUNCTION_STATUS,
    body: { code, message: `${message}. ${MORE}`, requestId },
  }
}

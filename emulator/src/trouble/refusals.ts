import { CloudError } from '../cloudError.ts'
import { requestFailed, transactionConflict, transactionGone } from '../database/databaseErrors.ts'

const refusal = (code: string, message: string) => [code, () => new CloudError(code, message)] as const

/**
 * The errors that a rule may answer with (docs.cloudbase.net/error-code). Where the pages give no text for a code, it
 * is the code in words, as WeChat's own libraries name it.
 */
const REFUSALS = new Map<string, () => CloudError>([
  refusal('SYS_ERR', 'system error'),
  refusal('SERVER_TIMEOUT', 'resource server timeout'),
  refusal('EXCEED_REQUEST_LIMIT', 'exceed request limit'),
  refusal('EXCEED_CONCURRENT_REQUEST_LIMIT', 'exceed concurrent request limit'),
  refusal('EXCEED_RATELIMIT', 'request frequency exceeds the limit of the plan'),
  refusal('RESOURCE_NOT_INITIAL', 'resource not initialized'),
  ['DATABASE_REQUEST_FAILED', () => requestFailed('internal error')],
  ['DATABASE_TRANSACTION_CONFLICT', transactionConflict],
  ['DATABASE_TRANSACTION_FAIL', transactionGone],
  refusal('STORAGE_REQUEST_FAIL', 'storage request fail'),
  refusal('FUNCTION_EXCEED_RESOURCE_LIMIT', 'The request frequency exceeds the function reserved concurrency'),
  refusal('FUNCTION_INVOCATION_FAILED', 'Process exited before completing request'),
  refusal('FUNCTION_STATUS_ABNORMAL', 'The function is not ready to be called'),
])

export const REFUSAL_CODES: readonly string[] = [...REFUSALS.keys()]

/** The error of a code of `REFUSAL_CODES`; of any other, SYS_ERR. */
export function refusalOf(code: string | undefined): CloudError {
  return REFUSALS.get(code ?? '')?.() ?? new CloudError('SYS_ERR', 'system error')
}

/** Codes that end the transaction of the request that is answered with them. */
export const ENDS_TRANSACTION: readonly string[] = ['DATABASE_TRANSACTION_CONFLICT', 'DATABASE_TRANSACTION_FAIL']

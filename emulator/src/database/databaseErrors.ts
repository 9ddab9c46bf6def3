import { CloudError } from '../cloudError.ts'

/** The two codes under which the real service has been seen to report a duplicate key; which one is not settled. */
export type DuplicateCode = 'DATABASE_DUPLICATE_WRITE' | 'DATABASE_REQUEST_FAILED'

/** The request is understood and cannot be done: wrong operator, wrong type, refused field. */
export const requestFailed = (reason: string) =>
  new CloudError('DATABASE_REQUEST_FAILED', `database request fail. ${reason}`)

export const collectionMissing = (name: string) =>
  new CloudError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
  )

export const transactionConflict = () =>
  new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.',
  )

export const transactionGone = () =>
  new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. Please check your request, but if the problem persists, contact us.',
  )

/** @param key The duplicate values by field, for the message. */
export const duplicateKey = (code: DuplicateCode, collection: string, index: string, key: Record<string, unknown>) =>
  new CloudError(
    code,
    `E11000 duplicate key error collection: cloudbase.${collection} index: ${index} dup key: ${JSON.stringify(key)}`,
  )

/** The local cloud's own refusal: the real service has no documented answer to a full disk of its own. */
export const diskRefused = (cause: unknown) =>
  new CloudError(
    'SYS_ERR',
    `system error. The disk refused the write (${cause instanceof Error ? cause.message : String(cause)}); nothing of it is kept`,
  )

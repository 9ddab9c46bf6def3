/** Limits of the real document database that the local one keeps. Each can be changed for a test. */
export interface DatabaseLimits {
  /** Documents that a query answers when it names no limit. Source: @cloudbase/database 1.4.3, `Query.get` sends 100. */
  findDefault: number
  /** Documents that one query answers at most. Source: @cloudbase/database 1.4.3, `Query.get` caps at 1000. */
  findMax: number
  /**
   * Documents that a pipeline without a `$limit` answers. Source: developers' reports of 2020 and 2021 on
   * developers.weixin.qq.com (20 in functions too, though the manual says 100); with a limit, as many as it says.
   */
  aggregateDefault: number
  /** Bytes of all documents of one answer. Source: WeChat's quota page for cloud development, result packet 16 MB. */
  answerBytes: number
  /** Life of a transaction in ms. Source: the service's own message, "transaction must be commit or abort in 30 seconds". */
  transactionMs: number
  /** Bytes of one document. Source: MongoDB manual, "MongoDB Limits and Thresholds", BSON document size 16 MB. */
  documentBytes: number
  /** Bytes of a text `_id`. Source: MongoDB manual, index key limit of 1024 bytes (before 4.4); lmdb keys end at 1978. */
  idBytes: number
  /** Levels of nesting of one document. Source: MongoDB manual, "MongoDB Limits and Thresholds", nested depth 100. */
  nesting: number
}

export const DATABASE_LIMITS: DatabaseLimits = {
  findDefault: 100,
  findMax: 1000,
  aggregateDefault: 20,
  answerBytes: 16 * 1024 * 1024,
  transactionMs: 30_000,
  documentBytes: 16 * 1024 * 1024,
  idBytes: 1024,
  nesting: 100,
}

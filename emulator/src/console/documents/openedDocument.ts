import { CloudError } from '../../cloudError.ts'
import type { Database, Document } from '../../database/database.ts'
import { fingerprint } from '../markup/extendedJson.ts'
import { NotHereError } from '../page.ts'

/** The document was changed by someone else after it was opened. */
export class ChangedMeanwhileError extends Error {
  constructor() {
    super(
      '这份文档在您打开之后被别处改过；您输入的内容还在，核对后再次保存即会生效。 It was changed elsewhere after you opened it; what you typed is kept: check it, and save again to have it so.',
    )
    this.name = 'ChangedMeanwhileError'
  }
}

/** The document of that id. Throws NotHereError when it is gone, CloudError when the collection is. */
export async function readDocument(
  database: Database,
  collection: string,
  id: Document['_id'],
  transaction?: string,
): Promise<Document> {
  const [document] = await database.find(collection, { _id: id }, { limit: 1, transaction })
  if (document === undefined) {
    throw new NotHereError('collections', `集合 ${collection} 里没有 ${id}，可能已被删除 There is no such document`)
  }
  return document
}

/**
 * Replaces a document if it is still as it was opened. Reading, comparing and writing are one transaction, so that no
 * change of another writer is lost.
 * @param opened the fingerprint of the document as it was opened
 * @param change makes the new body; what it throws leaves the document alone
 * @returns whether anything changed
 * @throws ChangedMeanwhileError, NotHereError, CloudError for what the database refuses
 */
export async function replaceOpened(
  database: Database,
  place: { collection: string; id: Document['_id'] },
  opened: string,
  change: (current: Document) => Record<string, unknown>,
): Promise<boolean> {
  const { collection, id } = place
  const transaction = database.begin()
  try {
    const current = await readDocument(database, collection, id, transaction)
    if (fingerprint(current) !== opened) throw new ChangedMeanwhileError()
    const options = { multi: false, replace: true, transaction }
    const { updated } = await database.update(collection, { _id: id }, change(current), options)
    await database.commit(transaction)
    return updated > 0
  } catch (error) {
    // The database ends the transactions that it refuses, and then knows them no more.
    await database.abort(transaction).catch(() => {})
    const conflict = error instanceof CloudError && error.code === 'DATABASE_TRANSACTION_CONFLICT'
    throw conflict ? new ChangedMeanwhileError() : error
  }
}

import { randomBytes } from 'node:crypto'
import { EJSON } from 'bson'
import { Clock } from './clock.ts'
import type { Document } from './database/database.ts'
import { openDatabase } from './database/openDatabase.ts'
import { DataFolder, DataInUseError } from './dataFolder.ts'
import { PAY_CHANNELS } from './pay/order.ts'
import { OrderBook } from './pay/orderBook.ts'
import { type PaymentState, paymentState } from './pay/paymentState.ts'

/** What a local cloud holds, as of one moment. */
export interface SavedData {
  documents: Map<string, Document[]>
  payments: PaymentState[]
}

/**
 * Reads everything that a local cloud keeps in a folder, without changing any of it; when a cloud is running on the
 * folder, that cloud is asked.
 * @throws DataFolderError
 */
export async function readSavedData(folder: string): Promise<SavedData> {
  const data = new DataFolder(folder)
  try {
    await data.take('reading', false)
  } catch (error) {
    if (error instanceof DataInUseError) return readRunningCloud(error.url)
    throw error
  }
  try {
    return await readFolder(data)
  } finally {
    data.release('reading')
  }
}

/** Reads everything that the local cloud at `url` holds. @throws TypeError when nothing answers there */
export async function readRunningCloud(url: string): Promise<SavedData> {
  const documents = new Map<string, Document[]>()
  const lines = (await (await fetch(`${url}/emulator/export`)).text()).split('\n').filter((line) => line !== '')
  for (const line of lines) {
    const { collection, doc } = EJSON.parse(line, { relaxed: true }) as { collection: string; doc: Document }
    const own = documents.get(collection) ?? []
    own.push(doc)
    documents.set(collection, own)
  }
  const payments = (await (await fetch(`${url}/emulator/payments`)).json()) as PaymentState[]
  return { documents, payments }
}

async function readFolder(data: DataFolder): Promise<SavedData> {
  const makeId = () => randomBytes(16).toString('hex')
  const database = await openDatabase({ dir: data.database, clock: new Clock(), makeId })
  try {
    const documents = new Map<string, Document[]>()
    for (const { name } of database.collections()) {
      documents.set(name, await database.find(name, {}, {}))
    }
    const payments = PAY_CHANNELS.flatMap((channel) => new OrderBook(database, channel).all().map(paymentState))
    return { documents, payments }
  } finally {
    await database.close()
  }
}

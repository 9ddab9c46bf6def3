import type { Change, Document } from '../database/database.ts'
import { withoutDates } from '../web/documentValues.ts'
import type { WindowChange } from './resultWindow.ts'

/**
 * One event of a watch as it travels; Doc, UpdatedFields and removedFields are texts of JSON. Dates are `{"$date": ms}`
 * there, and stay so: the clients do not turn a snapshot's values back. They read
 * `removedFields` (with a small r) and break on a `RemovedFields` that is not empty.
 * Source: @cloudbase/database 0.9.18-beta and 1.4.3, realtime/virtual-websocket-client and the types beside it.
 */
interface WatchEvent {
  ID: number
  DataType: 'init' | 'add' | 'update' | 'replace' | 'remove' | 'limit'
  QueueType: 'init' | 'enqueue' | 'update' | 'dequeue'
  DocID: Document['_id']
  Doc: string
  UpdatedFields: string
  RemovedFields: ''
  removedFields: string
}

const DATA_TYPES = { insert: 'add', update: 'update', replace: 'replace', delete: 'remove' } as const

/** The first events of a watch: everything it sees, as the text of a JSON array. */
export function initialEvents(id: number, documents: Document[]): string {
  return JSON.stringify(documents.map((document) => eventOf(id, 'init', 'init', { document })))
}

/** The events of one commit, which share an id and become one snapshot: the elements of a JSON array, as text. */
export function eventsOf(id: number, { left, changed, entered }: WindowChange): string {
  const events = [
    ...left.map(({ id: docId, change }) => {
      // A document that is gone, or only pushed out, is one that the client has.
      const document = change === undefined || change.kind === 'delete' ? undefined : change.doc
      return eventOf(id, dataType(change), 'dequeue', { docId, document, change })
    }),
    ...changed.map(({ document, change }) => eventOf(id, dataType(change), 'update', { document, change })),
    ...entered.map(({ document, change }) => eventOf(id, dataType(change), 'enqueue', { document, change })),
  ]
  return events.map((event) => JSON.stringify(event)).join()
}

const dataType = (change: Change | undefined) => (change === undefined ? 'limit' : DATA_TYPES[change.kind])

function eventOf(
  ID: number,
  DataType: WatchEvent['DataType'],
  QueueType: WatchEvent['QueueType'],
  { docId, document, change }: { docId?: Document['_id']; document?: Document; change?: Change },
): WatchEvent {
  const { updatedFields, removedFields = [] } = change ?? {}
  return {
    ID,
    DataType,
    QueueType,
    DocID: docId ?? document?._id ?? '',
    Doc: document === undefined ? '' : JSON.stringify(withoutDates(document)),
    UpdatedFields: updatedFields === undefined ? '' : JSON.stringify(withoutDates(updatedFields)),
    RemovedFields: '',
    removedFields: removedFields.length === 0 ? '' : JSON.stringify(removedFields),
  }
}

import { type Sitting, type TableView, viewTable } from '@yundian/domain'

interface Watcher {
  close(): void
}

let watcher: Watcher | undefined

/** A watch that broke is opened again after this long, in ms. */
const reopenMs = 5000

/** Tells of every change at a table, by whoever made it, within a second; one table at a time. */
export function watchSitting({ sitting, me }: TableView, heard: (table: TableView) => void): void {
  stopWatching()
  const open = () =>
    wx.cloud
      .database()
      .collection('sittings')
      // The rule lets only those read who sit here; the cloud fills in who asks.
      .where({ _id: sitting, readers: '{openid}' })
      .watch({
        onChange({ docs }: { docs: unknown[] }) {
          const [doc] = docs as Sitting[]
          if (doc) heard(viewTable(revived(doc), me))
        },
        onError() {
          setTimeout(() => {
            if (watcher === mine) watcher = mine = open()
          }, reopenMs)
        },
      } as never) as unknown as Watcher
  let mine = open()
  watcher = mine
}

export function stopWatching(): void {
  watcher?.close()
  watcher = undefined
}

/** The dates that the phone shows: a watched document brings them as `{ $date }`, or as numbers or text. */
function revived(doc: Sitting): Sitting {
  const calls = Object.entries(doc.calls ?? {}).map(([kind, call]) => [
    kind,
    { ...call, at: dateOf(call.at), ...(call.answeredAt ? { answeredAt: dateOf(call.answeredAt) } : {}) },
  ])
  return { ...doc, openedAt: dateOf(doc.openedAt), calls: Object.fromEntries(calls) }
}

function dateOf(value: unknown): Date {
  if (value instanceof Date) return value
  const { $date } = (value ?? {}) as { $date?: number }
  return new Date($date ?? (value as number | string))
}

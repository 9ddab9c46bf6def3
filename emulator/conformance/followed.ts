/** The part of a watch's snapshot that tests look at, the same in every SDK. */
export interface Snapshot {
  id: number
  type?: string
  docs: { [field: string]: unknown }[]
  docChanges: Event[]
}

export interface Event {
  id: number
  dataType: string
  queueType: string
  docId: string | number
  doc?: { [field: string]: unknown }
  updatedFields?: { [path: string]: unknown }
  removedFields?: string[]
}

/** A collection, or a query on one, as far as the SDKs let it be watched. */
export interface Watchable {
  watch(options: { onChange(snapshot: never): void; onError(error: never): void }): { close(): unknown }
}

/** What one watch was told so far. */
export interface Followed {
  snapshots: Snapshot[]
  /** What was handed to onError: the code and the message of each, as text. */
  errors: string[]
  /** The documents of the latest snapshot by `_id`, since only the first is in order; undefined before the first. */
  docs(): Record<string, { [field: string]: unknown }> | undefined
  /** `dataType/queueType docId` of every event after the first snapshot, grouped by snapshot. */
  events(): string[][]
  close(): Promise<void>
}

/** Watches through an SDK and keeps what it tells. */
export function follow(query: Watchable): Followed {
  const snapshots: Snapshot[] = []
  const errors: string[] = []
  const listener = query.watch({
    onChange: (snapshot: Snapshot) => {
      snapshots.push(snapshot)
    },
    onError: (error: unknown) => {
      errors.push(textOf(error))
    },
  })
  return {
    snapshots,
    errors,
    docs: () => {
      const latest = snapshots.at(-1)
      return latest && Object.fromEntries(latest.docs.map((doc) => [String(doc._id), doc]))
    },
    events: () =>
      snapshots
        .slice(1)
        .map(({ docChanges }) =>
          docChanges.map(({ dataType, queueType, docId }) => `${dataType}/${queueType} ${docId}`),
        ),
    async close() {
      await listener.close()
    },
  }
}

/** The SDKs hand over messages of the service as they came, errors of their own, and errors around messages. */
function textOf(error: unknown): string {
  const { errMsg, msgData, message } = error as { errMsg?: unknown; msgData?: unknown; message?: unknown }
  if (typeof errMsg === 'string') return errMsg
  if (errMsg !== undefined) return textOf(errMsg)
  return msgData === undefined ? String(message) : JSON.stringify(msgData)
}

const CHATTER = /^(\[realtime|nextevent|ws |pong )/

/** Keeps the realtime clients' running commentary out of the output of tests. */
export function silenceRealtimeClients(): void {
  for (const level of ['log', 'warn', 'error'] as const) {
    const say = console[level].bind(console)
    console[level] = (...words: unknown[]) => {
      if (!CHATTER.test(String(words[0]))) say(...words)
    }
  }
}

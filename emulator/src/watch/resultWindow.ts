import type { Change, Document, Observation, SortOrder } from '../database/database.ts'
import { compileOrder } from '../database/queries/conditions.ts'

/** What one commit did to the documents that a watcher sees. Without a `change` only the limit moved the document. */
export interface WindowChange {
  entered: { document: Document; change?: Change }[]
  changed: { document: Document; change: Change }[]
  left: { id: Document['_id']; change?: Change }[]
}

interface Entry {
  document: Document
  ordinal: number
  keys: unknown[]
}

interface WindowQuery {
  matches: (document: Document) => boolean
  orderBy: SortOrder
  /** Infinity: every match is seen. */
  limit: number
}

/**
 * The answer to one query, kept up to date change by change. All matches are kept in order, of which the first `limit`
 * are seen, so that a document that leaves is followed by the next one without asking the database again.
 */
export class ResultWindow {
  private readonly entries: Entry[]
  private readonly byId: Map<Document['_id'], Entry>
  private readonly keysOf: (document: Document) => unknown[]
  private readonly compareKeys: (a: unknown[], b: unknown[]) => number

  /** Throws DATABASE_REQUEST_FAILED for an order that is none. */
  constructor(
    private readonly query: WindowQuery,
    { matches }: Observation,
  ) {
    const { keysOf, compareKeys } = compileOrder(query.orderBy)
    this.keysOf = keysOf
    this.compareKeys = compareKeys
    this.entries = matches.map(({ document, ordinal }) => ({ document, ordinal, keys: keysOf(document) }))
    this.entries.sort((a, b) => this.compare(a, b))
    this.byId = new Map(this.entries.map((entry) => [entry.document._id, entry]))
  }

  /** How many documents are seen. */
  get size(): number {
    return Math.min(this.entries.length, this.query.limit)
  }

  /** What is seen, in order. */
  documents(): Document[] {
    return this.entries.slice(0, this.size).map(({ document }) => document)
  }

  /** Takes in the changes of one commit, each of another document. Undefined: they change nothing that is seen. */
  apply(changes: Change[]): WindowChange | undefined {
    const wasSeen = new Map<Document['_id'], boolean>()
    const note = (entry: Entry | undefined, seen: boolean) => {
      if (entry !== undefined && !wasSeen.has(entry.document._id)) wasSeen.set(entry.document._id, seen)
    }
    const { limit } = this.query
    for (const { id, doc, kind, ordinal } of changes) {
      const old = this.byId.get(id)
      const isMatch = kind !== 'delete' && this.query.matches(doc)
      if (old !== undefined) {
        const place = this.placeOf(old)
        note(old, place < limit)
        this.entries.splice(place, 1)
        this.byId.delete(id)
        if (place < limit) note(this.entries[limit - 1], false)
      }
      if (!isMatch) continue
      const entry = { document: doc, ordinal, keys: this.keysOf(doc) }
      note(entry, false)
      const place = this.lowerBound(entry)
      this.entries.splice(place, 0, entry)
      this.byId.set(id, entry)
      if (place < limit) note(this.entries[limit], true)
    }
    return this.difference(wasSeen, new Map(changes.map((change) => [change.id, change])))
  }

  private difference(
    wasSeen: Map<Document['_id'], boolean>,
    changes: Map<Document['_id'], Change>,
  ): WindowChange | undefined {
    const difference: WindowChange = { entered: [], changed: [], left: [] }
    for (const [id, was] of wasSeen) {
      const change = changes.get(id)
      const entry = this.byId.get(id)
      const isSeen = entry !== undefined && this.placeOf(entry) < this.query.limit
      if (was && !isSeen) difference.left.push({ id, change })
      else if (isSeen && !was) difference.entered.push({ document: entry.document, change })
      else if (isSeen && change !== undefined) difference.changed.push({ document: entry.document, change })
    }
    const { entered, changed, left } = difference
    return entered.length + changed.length + left.length === 0 ? undefined : difference
  }

  private placeOf(entry: Entry): number {
    const place = this.lowerBound(entry)
    // Values that compare with nothing, such as NaN, may stand where a search by halves misses them.
    return this.entries[place] === entry ? place : this.entries.indexOf(entry)
  }

  private lowerBound(entry: Entry): number {
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.compare(this.entries[middle]!, entry) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Equal keys stay in insertion order, as in a query's answer. */
  private compare(a: Entry, b: Entry): number {
    return this.compareKeys(a.keys, b.keys) || a.ordinal - b.ordinal
  }
}

import type { Record } from './versions.ts'

export interface Entry {
  key: string
  record: Record
}

const CHUNK_MAX = 1024

/**
 * Records under texts, sorted by text and then by place in insertion order: a list of short sorted arrays, so that one
 * entry more moves few others. A record may stand under several texts, and once under each.
 */
export class OrderedEntries {
  private chunks: Entry[][] = []

  add(entry: Entry): void {
    const at = this.chunkOf(entry)
    const chunk = this.chunks[at]
    if (chunk === undefined) {
      this.chunks.push([entry])
      return
    }
    chunk.splice(firstNotBefore(chunk, entry), 0, entry)
    if (chunk.length > CHUNK_MAX) this.chunks.splice(at + 1, 0, chunk.splice(chunk.length >> 1))
  }

  remove(entry: Entry): void {
    const at = this.chunkOf(entry)
    const chunk = this.chunks[at]
    if (chunk === undefined) return
    const position = firstNotBefore(chunk, entry)
    const found = chunk[position]
    if (found === undefined || found.key !== entry.key || found.record !== entry.record) return
    chunk.splice(position, 1)
    if (chunk.length === 0) this.chunks.splice(at, 1)
  }

  /** Takes many at once, in any order, into a list that is empty. */
  fill(entries: Entry[]): void {
    entries.sort(compare)
    for (let at = 0; at < entries.length; at += CHUNK_MAX / 2) this.chunks.push(entries.slice(at, at + CHUNK_MAX / 2))
  }

  /** Entries with `from` <= key < `to`. */
  *between(from: string, to: string): Generator<Entry> {
    const [chunk, position] = this.find(from)
    for (let at = chunk; at < this.chunks.length; at += 1) {
      const entries = this.chunks[at]!
      for (let inner = at === chunk ? position : 0; inner < entries.length; inner += 1) {
        const entry = entries[inner]!
        if (entry.key >= to) return
        yield entry
      }
    }
  }

  /** The same, from the last to the first. */
  *betweenBackwards(from: string, to: string): Generator<Entry> {
    const [chunk, position] = this.find(to)
    for (let at = Math.min(chunk, this.chunks.length - 1); at >= 0; at -= 1) {
      const entries = this.chunks[at]!
      for (let inner = (at === chunk ? position : entries.length) - 1; inner >= 0; inner -= 1) {
        const entry = entries[inner]!
        if (entry.key < from) return
        yield entry
      }
    }
  }

  count(from: string, to: string): number {
    if (from >= to) return 0
    const [firstChunk, first] = this.find(from)
    const [lastChunk, last] = this.find(to)
    let counted = last - first
    for (let at = firstChunk; at < lastChunk; at += 1) counted += this.chunks[at]!.length
    return counted
  }

  /** The place of the first entry whose key is not before the text. */
  private find(key: string): [chunk: number, position: number] {
    const entry = { key, record: undefined }
    const at = this.chunkOf(entry)
    const chunk = this.chunks[at]
    if (chunk === undefined) return [at, 0]
    const position = firstNotBefore(chunk, entry)
    return position === chunk.length ? [at + 1, 0] : [at, position]
  }

  /** The first chunk that ends with the entry or behind it, or else the last one. */
  private chunkOf(entry: { key: string; record?: Record }): number {
    let low = 0
    let high = this.chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(this.chunks[middle]!.at(-1)!, entry) < 0) low = middle + 1
      else high = middle
    }
    return Math.min(low, Math.max(0, this.chunks.length - 1))
  }
}

/** An entry without a record stands before all of the same key. */
function compare(a: { key: string; record?: Record }, b: { key: string; record?: Record }): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return (a.record?.ordinal ?? -1) - (b.record?.ordinal ?? -1)
}

function firstNotBefore(chunk: Entry[], entry: { key: string; record?: Record }): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(chunk[middle]!, entry) < 0) low = middle + 1
    else high = middle
  }
  return low
}

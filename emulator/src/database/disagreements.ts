import { isDeepStrictEqual } from 'node:util'
import { type Disk, decodeRecord } from './disk.ts'
import type { Collection } from './records/collection.ts'
import { FieldIndex } from './records/fieldIndex.ts'
import type { GeoIndex } from './records/geoIndex.ts'
import type { Store } from './store.ts'

/**
 * Proves that every index holds exactly what the documents give it, and that memory holds exactly what is on the disk.
 * To be called when nothing is on its way to the disk. Answers a line for each thing that is wrong; none when all agree.
 */
export function disagreements(disk: Disk, store: Store): string[] {
  const ofIndexes = store.collections().flatMap((collection) =>
    collection.allIndexes.flatMap((index) => {
      const wrong = index instanceof FieldIndex ? ofFieldIndex(collection, index) : ofGeoIndex(collection, index)
      return wrong.map((complaint) => `${collection.name}, index ${index.declaration.name}: ${complaint}`)
    }),
  )
  return [...ofIndexes, ...ofDisk(disk, store)]
}

function ofFieldIndex(collection: Collection, index: FieldIndex): string[] {
  const wrong: string[] = []
  const held = new Map<unknown, Set<string>>()
  let last: { key: string; ordinal: number } | undefined
  for (const { key, record } of index.all()) {
    const isBehind = last === undefined || last.key < key || (last.key === key && last.ordinal < record.ordinal)
    if (!isBehind) wrong.push(`${record.id} stands in the wrong place`)
    if (index.declaration.unique && last?.key === key) wrong.push(`${record.id} has the key of another document`)
    const isThere = collection.record(record.id) === record && record.document !== undefined
    if (!isThere || !index.keysOf(record.document!).includes(key))
      wrong.push(`${record.id} has a key that it must not have`)
    held.set(record, (held.get(record) ?? new Set()).add(key))
    last = { key, ordinal: record.ordinal }
  }
  for (const record of collection.allRecords()) {
    if (record.document === undefined) continue
    const missing = index.keysOf(record.document).filter((key) => held.get(record)?.has(key) !== true)
    if (missing.length > 0) wrong.push(`${record.id} lacks a key`)
  }
  return wrong
}

function ofGeoIndex(collection: Collection, index: GeoIndex): string[] {
  const wrong: string[] = []
  let places = 0
  for (const record of collection.allRecords()) {
    if (record.document === undefined) continue
    if (!index.holds(record, record.document)) wrong.push(`${record.id} is not where its shapes are`)
    places += index.cellsOf(record.document)?.size ?? 1
  }
  if (wrong.length === 0 && places !== index.places) wrong.push('it holds places that no document has')
  return wrong
}

function ofDisk(disk: Disk, store: Store): string[] {
  const wrong: string[] = []
  const counts = new Map<string, number>()
  for (const { key, bytes } of disk.records()) {
    const [kind, space] = key
    if (kind === 'system') continue
    const collection = store.has(space) ? store.collection(space) : undefined
    if (kind === 'collection') {
      const { indexes } = decodeRecord(bytes) as { indexes: unknown }
      const declared = collection?.allIndexes.map(({ declaration }) => declaration)
      if (!isDeepStrictEqual(indexes, declared)) wrong.push(`${space}: the disk knows other indexes than memory`)
      continue
    }
    counts.set(space, (counts.get(space) ?? 0) + 1)
    const [ordinal, document] = decodeRecord(bytes) as [number, { _id: string | number }]
    const record = collection?.record(document._id)
    if (record?.document === undefined) wrong.push(`${space}: ${document._id} is on the disk but not in memory`)
    else if (!isDeepStrictEqual(record.document, document) || record.ordinal !== ordinal) {
      wrong.push(`${space}: ${document._id} differs between disk and memory`)
    }
  }
  for (const { name, size } of store.collections()) {
    const kept = counts.get(name) ?? 0
    if (size > kept) wrong.push(`${name}: ${size - kept} documents are in memory but not on the disk`)
  }
  return wrong
}

import { encodeRecord, type JournalWrite } from './journal.ts'

/** Records of the local cloud's own parts, in memory and in the journal. Values are copied on the way in and out. */
export class SystemRecords {
  private readonly spaces = new Map<string, Map<string, unknown>>()

  constructor(private readonly record: (write: JournalWrite) => void) {}

  load(space: string, key: string, value: unknown): void {
    const records = this.spaces.get(space) ?? new Map<string, unknown>()
    records.set(key, value)
    this.spaces.set(space, records)
  }

  /** Undefined deletes the record. */
  put(space: string, key: string, value: unknown): void {
    if (value === undefined) this.spaces.get(space)?.delete(key)
    else this.load(space, key, structuredClone(value))
    this.record({ key: ['system', space, key], bytes: value === undefined ? undefined : encodeRecord(value) })
  }

  all(space: string): { key: string; value: unknown }[] {
    return Array.from(this.spaces.get(space) ?? [], ([key, value]) => ({ key, value: structuredClone(value) }))
  }
}

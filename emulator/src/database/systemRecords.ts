import { type DiskWrite, encodeRecord } from './disk.ts'

/** Records of the local cloud's own parts, in memory and in the journal. Values are copied on the way in and out. */
export class SystemRecords {
  private readonly spaces = new Map<string, Map<string, unknown>>()

  constructor(private readonly record: (write: DiskWrite, undo: () => void) => void) {}

  load(space: string, key: string, value: unknown): void {
    const records = this.spaces.get(space) ?? new Map<string, unknown>()
    records.set(key, value)
    this.spaces.set(space, records)
  }

  /** Undefined deletes the record. */
  put(space: string, key: string, value: unknown): void {
    const before = this.spaces.get(space)?.get(key)
    this.set(space, key, structuredClone(value))
    const bytes = value === undefined ? undefined : encodeRecord(value)
    this.record({ key: ['system', space, key], bytes }, () => this.set(space, key, before))
  }

  all(space: string): { key: string; value: unknown }[] {
    return Array.from(this.spaces.get(space) ?? [], ([key, value]) => ({ key, value: structuredClone(value) }))
  }

  private set(space: string, key: string, value: unknown): void {
    if (value === undefined) this.spaces.get(space)?.delete(key)
    else this.load(space, key, value)
  }
}

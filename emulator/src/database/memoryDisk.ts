import type { Disk, DiskKey, DiskWrite } from './disk.ts'

/** Records that live as long as this object: for proofs that need thousands of databases, and for virtual worlds. */
export class MemoryDisk implements Disk {
  readonly isInstant = true
  private readonly kept = new Map<string, { key: DiskKey; bytes: Buffer }>()

  get size(): number {
    return this.kept.size
  }

  *records(): Generator<{ key: DiskKey; bytes: Buffer }> {
    const all = [...this.kept.values()]
    for (const record of all) if (record.key[0] === 'collection') yield record
    for (const record of all) if (record.key[0] !== 'collection') yield record
  }

  write(writes: DiskWrite[]): void {
    for (const { key, bytes } of writes) {
      if (bytes === undefined) this.kept.delete(JSON.stringify(key))
      else this.kept.set(JSON.stringify(key), { key, bytes })
    }
  }

  async close(): Promise<void> {}
}

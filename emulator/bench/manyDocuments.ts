import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const PROCESS = fileURLToPath(new URL('manyDocumentsProcess.ts', import.meta.url))

export interface ManyDocuments {
  /** Seconds to load them from disk. */
  loadSeconds: number
  /** Memory of the process that has loaded them. */
  residentMb: number
  /** Median of what the door does for `doc(id).get()` behind HTTP, among 1,000 documents, and among all; in µs. */
  lookupOfThousand: number
  lookupOfMany: number
}

/** Writes so many documents of 300 bytes to a folder, and measures a process that opens it. */
export async function manyDocuments(count = 1_000_000): Promise<ManyDocuments> {
  const dir = await mkdtemp(join(tmpdir(), 'local-cloud-bench-'))
  const run = async (act: string) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      PROCESS,
      act,
      dir,
      String(count),
    ])
    return stdout
  }
  try {
    await run('fill')
    return JSON.parse(await run('measure')) as ManyDocuments
  } finally {
    await rm(dir, { recursive: true })
  }
}

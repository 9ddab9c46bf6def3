import { readFileSync } from 'node:fs'
import { CloudError } from './cloudError.ts'
import type { CloudParts } from './cloudParts.ts'
import { importLines } from './control/dataLines.ts'

/** The file cannot be read, or a line of it is neither document nor file; the message is one line for the user. */
export class SeedError extends Error {
  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`)
    this.name = 'SeedError'
  }
}

/**
 * Writes the documents and files of a seed (JSON lines, as `/emulator/export` answers them) into a cloud that has no
 * documents yet.
 * @throws SeedError for a file that is missing, also when the cloud has documents; for bad lines only when it has none
 */
export async function seed(parts: Pick<CloudParts, 'database' | 'storage'>, file: string): Promise<void> {
  const text = read(file)
  if (parts.database.collections().some(({ count }) => count > 0)) return
  try {
    await importLines(parts, text)
  } catch (error) {
    if (error instanceof CloudError) throw new SeedError(file, error.message)
    throw error
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SeedError(file, `cannot be read: ${(error as Error).message}`)
  }
}

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes `to` hold the files of `from`, byte for byte, writing only what differs and removing only what is gone, so that
 * whoever reads `to` meanwhile is not disturbed when nothing changed.
 */
export async function syncFolder(from: string, to: string): Promise<void> {
  const files = await filesBelow(from)
  for (const file of files) {
    const bytes = await readFile(join(from, file))
    const before = await readFile(join(to, file)).catch(() => undefined)
    if (before?.equals(bytes)) continue
    await mkdir(dirname(join(to, file)), { recursive: true })
    await writeFile(join(to, file), bytes)
  }
  const gone = (await filesBelow(to)).filter((file) => !files.includes(file))
  await Promise.all(gone.map((file) => rm(join(to, file))))
}

/** Paths relative to the folder; none when it does not exist. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

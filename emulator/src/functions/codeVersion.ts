import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CODE_FILES_WATCHED_MAX } from './limits.ts'

const CODE = /\.(js|cjs|mjs|json)$/

/**
 * What tells one state of a function's code from the next: names, times and sizes of the code files in its folder, but for
 * installed packages and hidden folders.
 */
export function codeVersion(folder: string): string {
  const files: string[] = []
  gather(folder, files)
  return files
    .map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false })
      return stats === undefined ? '' : `${file}:${stats.mtimeMs}:${stats.size}`
    })
    .join('\n')
}

function gather(folder: string, files: string[]): void {
  for (const entry of entriesOf(folder)) {
    if (files.length >= CODE_FILES_WATCHED_MAX) return
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) gather(path, files)
    else if (CODE.test(entry.name)) files.push(path)
  }
}

/** None while the folder is being replaced by a build. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

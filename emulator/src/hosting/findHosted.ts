import { type FileHandle, open } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import type { HostedSite, HostingDeclaration } from '../project/project.ts'
import { contentTypeOf } from '../server/contentTypes.ts'
import type { SentFile } from '../server/sendFile.ts'

/**
 * What a path of the host stands for. `folder` is one that has an index document but was asked for without its slash,
 * so that the links in the document would lead astray. The caller closes the file.
 */
export type Hosted = SentFile | 'folder' | undefined

/** @param pathname as it came in the address, from the host's root: `/web/a%20b.png` */
export async function findHosted({ sites, indexDocument }: HostingDeclaration, pathname: string): Promise<Hosted> {
  const path = decode(pathname)
  const site = path === undefined ? undefined : siteOf(sites, path)
  if (path === undefined || site === undefined) return undefined
  const file = inside(site.folder, path.slice(site.at === '/' ? 0 : site.at.length))
  if (file === undefined) return undefined
  const found = await openFile(file)
  if (found !== 'folder') return found
  const index = await openFile(join(file, indexDocument))
  if (index === undefined || index === 'folder') return undefined
  if (path.endsWith('/')) return index
  await index.handle.close()
  return 'folder'
}

/** The site whose place is the longest beginning of the path. */
function siteOf(sites: HostedSite[], path: string): HostedSite | undefined {
  const holds = ({ at }: HostedSite) => at === '/' || path === at || path.startsWith(`${at}/`)
  return sites.filter(holds).sort((a, b) => b.at.length - a.at.length)[0]
}

/** The path of a file below `folder`; undefined for one that leads out of it. */
function inside(folder: string, relative: string): string | undefined {
  const root = normalize(folder)
  const path = normalize(join(root, relative))
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : undefined
}

async function openFile(path: string): Promise<Hosted> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch {
    return undefined
  }
  const stats = await handle.stat()
  if (!stats.isFile()) {
    await handle.close()
    return stats.isDirectory() ? 'folder' : undefined
  }
  return {
    handle,
    size: stats.size,
    contentType: contentTypeOf(path),
    etag: `"${stats.size.toString(36)}-${stats.mtimeMs.toString(36)}"`,
    modified: stats.mtime,
  }
}

function decode(pathname: string): string | undefined {
  try {
    const decoded = decodeURIComponent(pathname)
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}

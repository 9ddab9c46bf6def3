import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Declaration } from './declaration.ts'
import type { HostedSite, HostingDeclaration } from './project.ts'

const INDEX_DOCUMENT = 'index.html'
/** What build tools call the folder of their output, for a site that does not name it. */
const OUTPUT_FOLDERS = ['dist', 'build']

/**
 * Reads `hosting`: the list of the real tool (version 2.1: `name`, `root`, `outputDir`, `deployPath`), or an object
 * `{ path, indexDocument?, errorDocument? }` of the local cloud's own, for one site at the root and the documents
 * that the platform keeps in its console only.
 * @param folder the project's folder, to which all others are relative
 * @throws ProjectError
 */
export function readHosting(root: Declaration, folder: string): HostingDeclaration | undefined {
  const hosting = root.get('hosting')
  if (hosting.absent) return undefined
  if (Array.isArray(hosting.value)) {
    return { sites: hosting.list().map((site) => readSite(site, folder)), indexDocument: INDEX_DOCUMENT }
  }
  const path = resolve(folder, hosting.get('path').text())
  const error = hosting.get('errorDocument')
  return {
    sites: [{ name: 'default', at: '/', folder: path }],
    indexDocument: hosting.get('indexDocument').text(INDEX_DOCUMENT),
    ...(error.absent ? {} : { errorDocument: error.text() }),
  }
}

function readSite(declaration: Declaration, folder: string): HostedSite {
  const name = declaration.get('name').text()
  const root = resolve(folder, declaration.get('root').text('.'))
  const output = declaration.get('outputDir')
  const at = declaration.get('deployPath').text(`/${name}`)
  if (!/^\/[\w./-]*$/.test(at))
    throw declaration.get('deployPath').refusal(`is "${at}", but must be a path such as /web`)
  return {
    name,
    at: at.replace(/(.)\/+$/, '$1'),
    folder: output.absent ? outputOf(root) : resolve(root, output.text()),
  }
}

function outputOf(root: string): string {
  const built = OUTPUT_FOLDERS.map((name) => join(root, name))
  return built.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory()) ?? root
}

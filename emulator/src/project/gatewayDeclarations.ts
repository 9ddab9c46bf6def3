import type { Declaration } from './declaration.ts'
import type { HostingDeclaration, HttpRoute } from './project.ts'

const FUNCTION_PLUGIN = '@cloudbase/framework-plugin-function'
/** Letters, digits, `.`, `_`, `-`, 50 at most in each part. Source: docs.cloudbase.net/cli-v1/http-gateway/gateway. */
const PATH = /^(\/|(\/[\w.-]{1,50})+\/?)$/
const RESERVED = ['/__auth', '/.well-known']

/**
 * Reads what the HTTP access service forwards: `gateway.routes`, and the older `servicePaths` of the function plugin.
 * Of a route's other keys (`domain`, `qpsPolicy`, …) the local cloud knows nothing.
 * @param functions the names of the project's functions
 * @throws ProjectError
 */
export function readHttpRoutes(
  root: Declaration,
  functions: readonly string[],
  hosting: HostingDeclaration | undefined,
): HttpRoute[] {
  const gateway = root.get('gateway')
  const declared = gateway.absent ? [] : gateway.get('routes').list()
  const routes = declared.map((declaration) => readRoute(declaration, functions, hosting))
  const older = readServicePaths(root, functions)
  const taken = new Set<string>()
  for (const { route, at } of [...routes, ...older]) {
    if (taken.has(route.path)) throw at.refusal(`is "${route.path}", which another route has`)
    taken.add(route.path)
  }
  return [...routes, ...older].map(({ route }) => route)
}

/** A route and where its path is declared. */
interface ReadRoute {
  route: HttpRoute
  at: Declaration
}

function readRoute(
  declaration: Declaration,
  functions: readonly string[],
  hosting: HostingDeclaration | undefined,
): ReadRoute {
  const at = declaration.get('path')
  const path = readPath(at)
  const rewrite = declaration.get('pathRewrite')
  const prefix = rewrite.absent ? undefined : rewrite.get('prefix')
  const passesWholePath = flag(declaration.get('enablePathTransmission'))
  const target = declaration.get('target')
  const [, kind, name] = /^(function|hosting):(.+)$/.exec(target.text()) ?? []
  if (name === undefined) throw target.refusal('must be function:<name> or hosting:<name>')
  if (kind === 'function') {
    if (!functions.includes(name)) throw target.refusal(`names "${name}", which is not a function here`)
    const rewritten = prefix === undefined || prefix.absent ? undefined : prefix.text()
    return { at, route: { path, target: { function: name }, prefix: rewritten, passesWholePath } }
  }
  const site = hosting?.sites.find((each) => each.name === name)
  if (site === undefined) throw target.refusal(`names "${name}", which is not a hosted site here`)
  if (path.split('/').length > 2) throw at.refusal('of a hosted site has one part, such as /web')
  if (passesWholePath && rewrite.absent) {
    throw declaration.get('enablePathTransmission').refusal('of a hosted site needs pathRewrite')
  }
  const rewritten = prefix === undefined || prefix.absent ? site.at : prefix.text()
  return { at, route: { path, target: { hosting: name }, prefix: rewritten, passesWholePath } }
}

function readServicePaths(root: Declaration, functions: readonly string[]): ReadRoute[] {
  const framework = root.get('framework')
  if (framework.absent || framework.get('plugins').absent) return []
  const plugins = framework.get('plugins')
  return Object.keys(plugins.object())
    .map((name) => plugins.get(name))
    .filter((plugin) => plugin.get('use').value === FUNCTION_PLUGIN && !plugin.get('inputs').absent)
    .map((plugin) => plugin.get('inputs').get('servicePaths'))
    .filter((paths) => !paths.absent)
    .flatMap((paths) =>
      Object.keys(paths.object()).map((name) => {
        const at = paths.get(name)
        if (!functions.includes(name)) throw at.refusal('is of no function here')
        return { at, route: { path: readPath(at), target: { function: name }, passesWholePath: false } }
      }),
    )
}

/** Without a slash at its end, unless it is nothing else. */
function readPath(declaration: Declaration): string {
  const path = declaration.name(PATH, 'a path such as /api/orders of letters, digits, ., _ and -')
  if (RESERVED.some((reserved) => path === reserved || path.startsWith(`${reserved}/`))) {
    throw declaration.refusal(`is "${path}", which the platform keeps for itself`)
  }
  return path.replace(/(.)\/$/, '$1')
}

function flag(declaration: Declaration): boolean {
  if (!declaration.absent && typeof declaration.value !== 'boolean') throw declaration.refusal('must be true or false')
  return declaration.value === true
}

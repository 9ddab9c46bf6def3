import type { HttpRoute } from '../project/project.ts'

/** A route and the path that its target is to see. */
export interface MatchedRoute {
  route: HttpRoute
  /** Empty when nothing remains, not even a slash. */
  path: string
}

/**
 * The route whose path is the longest beginning, by whole parts, of a request's path. Its target sees what remains of
 * the path, behind the route's prefix if it has one, or all of it (`enablePathTransmission`).
 */
export function matchRoute(routes: readonly HttpRoute[], pathname: string): MatchedRoute | undefined {
  const leads = ({ path }: HttpRoute) => path === '/' || pathname === path || pathname.startsWith(`${path}/`)
  const [route] = routes.filter(leads).sort((a, b) => b.path.length - a.path.length)
  if (route === undefined) return undefined
  if (route.passesWholePath) return { route, path: pathname }
  const rest = route.path === '/' ? pathname : pathname.slice(route.path.length)
  return { route, path: `${(route.prefix ?? '').replace(/\/+$/, '')}${rest}` }
}

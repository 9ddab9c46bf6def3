import { type Doc, isDoc, order, Refused } from './values.ts'

type Spec = [path: string, direction: number][]
/** Below null: what an empty array sorts by. */
const LOWEST = Symbol('lowest')

const orderOfKeys = (a: unknown, b: unknown): number => {
  if (a === LOWEST || b === LOWEST) return Number(b === LOWEST) - Number(a === LOWEST)
  return order(a, b)
}

/** Where the first array lies on a path: how many steps in; undefined when there is none. */
function firstArray(document: unknown, path: string[]): number | undefined {
  let value: unknown = document
  for (let depth = 0; depth <= path.length; depth++) {
    if (Array.isArray(value)) return depth
    if (!isDoc(value)) return undefined
    value = value[path[depth]!]
  }
  return undefined
}

const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((inner, step) => (isDoc(inner) ? inner[step] : undefined), value)

/** All the keys that an index on these paths would hold for a document. */
function keys(document: unknown, paths: string[][]): unknown[][] {
  const arrays = paths.map((path) => firstArray(document, path))
  const opened = paths.filter((_, which) => arrays[which] !== undefined)
  if (opened.length === 0) return [paths.map((path) => at(document, path) ?? null)]
  const depth = arrays.find((each) => each !== undefined)!
  const prefix = opened[0]!.slice(0, depth)
  if (
    paths.some(
      (path, which) => arrays[which] !== undefined && path.slice(0, arrays[which]).join('.') !== prefix.join('.'),
    )
  ) {
    throw new Refused('parallel arrays')
  }
  const elements = at(document, prefix) as unknown[]
  if (elements.length === 0) {
    return [
      paths.map((path, which) =>
        arrays[which] === undefined ? (at(document, path) ?? null) : path.length === depth ? LOWEST : null,
      ),
    ]
  }
  return elements.flatMap((element) => {
    const inside = paths.map((path, which) => {
      if (arrays[which] === undefined) return [[at(document, path) ?? null]]
      const rest = path.slice(depth)
      if (rest.length === 0) return [[element ?? null]]
      return undefined
    })
    const deeper = paths.filter((_, which) => inside[which] === undefined).map((path) => path.slice(depth))
    const made = deeper.length === 0 ? [[]] : isDoc(element) ? keys(element, deeper) : [deeper.map(() => null)]
    return made.map((tuple) => {
      let next = 0
      return inside.map((fixed) => (fixed === undefined ? tuple[next++] : fixed[0]![0]))
    })
  })
}

export function sort(documents: Doc[], spec: Spec): Doc[] {
  const compare = (a: unknown[], b: unknown[]) =>
    spec.reduce((sign, [, direction], which) => sign || direction * orderOfKeys(a[which], b[which]), 0)
  const paths = spec.map(([path]) => path.split('.'))
  const keyed = documents.map((document) => ({ document, key: keys(document, paths).sort(compare)[0]! }))
  // Insertion sort: plainly stable.
  const result: typeof keyed = []
  for (const each of keyed) {
    const place = result.findIndex((other) => compare(each.key, other.key) < 0)
    result.splice(place < 0 ? result.length : place, 0, each)
  }
  return result.map(({ document }) => document)
}

/** Keeps (`true`) or drops the paths, one path after the other. */
export function project(document: Doc, paths: string[], keeps: boolean, withId: boolean): Doc {
  const steps = paths.map((path) => path.split('.'))
  const result = (keeps ? keep(document, [...steps, ['_id']]) : steps.reduce<unknown>(drop, document)) as Doc
  if (withId) return result
  const { _id, ...others } = result
  return others
}

function keep(value: unknown, paths: string[][]): unknown {
  if (paths.some((path) => path.length === 0)) return value
  if (Array.isArray(value))
    return value.filter((element) => isDoc(element) || Array.isArray(element)).map((element) => keep(element, paths))
  if (!isDoc(value)) return undefined
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const within = paths.filter((path) => path[0] === name).map((path) => path.slice(1))
    const kept = within.length === 0 ? undefined : keep(inner, within)
    return kept === undefined ? [] : [[name, kept]]
  })
  return Object.fromEntries(fields)
}

function drop(value: unknown, path: string[]): unknown {
  const [step, ...rest] = path as [string, ...string[]]
  if (Array.isArray(value)) return value.map((element) => drop(element, path))
  if (!isDoc(value)) return value
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    if (name !== step) return [[name, inner]]
    return rest.length === 0 ? [] : [[name, drop(inner, rest)]]
  })
  return Object.fromEntries(fields)
}

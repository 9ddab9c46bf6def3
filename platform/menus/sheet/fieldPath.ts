type Fields = Record<string, unknown>

/** The value at a path of at most two steps, such as `fenBy.member`. */
export function valueAtPath(object: Fields, path: string): unknown {
  const [first = '', second] = path.split('.')
  const value = object[first]
  return second === undefined ? value : (value as Fields | undefined)?.[second]
}

/** The object with another value there; `undefined` takes the field out, and what is left empty by that too. */
export function withValueAt(object: Fields, path: string, value: unknown): Fields {
  if (value === undefined && valueAtPath(object, path) === undefined) return object
  const [first = '', second] = path.split('.')
  if (second === undefined) return value === undefined ? without(object, first) : { ...object, [first]: value }
  const inner = withValueAt((object[first] as Fields | undefined) ?? {}, second, value)
  return Object.keys(inner).length === 0 ? without(object, first) : { ...object, [first]: inner }
}

function without(object: Fields, field: string): Fields {
  const { [field]: _gone, ...rest } = object
  return rest
}

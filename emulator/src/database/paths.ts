import { type Fields, isFields } from './values.ts'

const INDEX = /^(0|[1-9]\d*)$/

/** The array index that a step of a path may mean; undefined for a name. */
export const indexOf = (step: string): number | undefined => (INDEX.test(step) ? Number(step) : undefined)

export const ownField = (value: Fields, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)

/**
 * Whether any value that a condition on a path speaks of passes a test. Arrays on the way are searched, each of their
 * objects by the rest of the path and, for a numeric step, the element at that index. An array at the end is offered by
 * its elements and then as a whole when `opensLast`, else only as a whole. What is missing is offered as `undefined`.
 */
export function someAt(
  document: Fields,
  steps: readonly string[],
  opensLast: boolean,
  test: (value: unknown) => boolean,
): boolean {
  const inObject = (fields: Fields, from: number): boolean => {
    let value: unknown = fields
    for (let depth = from; depth < steps.length; depth++) {
      if (Array.isArray(value)) return inArray(value, depth)
      if (!isFields(value)) return test(undefined)
      value = ownField(value, steps[depth]!)
    }
    return (opensLast && Array.isArray(value) && value.some(test)) || test(value)
  }
  const inArray = (elements: unknown[], depth: number): boolean => {
    const index = indexOf(steps[depth]!)
    return elements.some(
      (element, position) =>
        (isFields(element) && inObject(element, depth)) || (position === index && after(element, depth + 1)),
    )
  }
  const after = (element: unknown, depth: number): boolean => {
    if (depth === steps.length) return test(element)
    if (Array.isArray(element)) return inArray(element, depth)
    return isFields(element) && inObject(element, depth)
  }
  return inObject(document, 0)
}

/** The value at a path as an update sees it: by names and, in arrays, by indexes only. */
export function valueAt(value: unknown, steps: readonly string[]): unknown {
  let current = value
  for (const step of steps) {
    if (Array.isArray(current)) {
      const index = indexOf(step)
      current = index === undefined ? undefined : current[index]
    } else current = isFields(current) ? ownField(current, step) : undefined
  }
  return current
}

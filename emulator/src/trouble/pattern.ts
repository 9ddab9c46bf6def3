import type { Subject } from './rule.ts'

/** Whether a thing has, in every named field, one of the wanted values; `*` in a value stands for any letters. */
export function matches(subject: Subject, wanted: Record<string, string | string[]> | undefined): boolean {
  if (wanted === undefined) return true
  return Object.entries(wanted).every(([field, values]) => {
    const actual = subject[field]
    return actual !== undefined && [values].flat().some((value) => fits(actual, value))
  })
}

function fits(actual: string, pattern: string): boolean {
  if (!pattern.includes('*')) return actual === pattern
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*')}$`).test(actual)
}

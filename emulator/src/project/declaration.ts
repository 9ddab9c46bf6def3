import { ProjectError } from './projectError.ts'

/**
 * One value of a JSON file, with the way to it, so that a wrong value is reported by file and field.
 * Every reader returns the value in its type or throws a `ProjectError`.
 */
export class Declaration {
  constructor(
    private readonly file: string,
    private readonly field: string,
    readonly value: unknown,
  ) {}

  get absent(): boolean {
    return this.value === undefined
  }

  /** The value of a key of this object; the key may be absent. */
  get(key: string): Declaration {
    const field = this.field === '' ? key : `${this.field}.${key}`
    return new Declaration(this.file, field, this.object()[key])
  }

  object(): Record<string, unknown> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      throw this.refusal('must be an object')
    }
    return this.value as Record<string, unknown>
  }

  /** The entries of this array; an absent array has none. */
  list(): Declaration[] {
    if (this.absent) return []
    if (!Array.isArray(this.value)) throw this.refusal('must be a list')
    return this.value.map((entry, index) => new Declaration(this.file, `${this.field}[${index}]`, entry))
  }

  text(fallback?: string): string {
    if (this.absent && fallback !== undefined) return fallback
    if (typeof this.value !== 'string' || this.value === '') throw this.refusal('must be a non-empty string')
    return this.value
  }

  /** A whole number from `least` to `most`. */
  wholeNumber(fallback: number, least: number, most: number): number {
    if (this.absent) return fallback
    const value = this.value
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw this.refusal(`must be a whole number from ${least} to ${most}`)
    }
    return value
  }

  oneOf<T extends string>(choices: readonly T[]): T {
    const choice = choices.find((candidate) => candidate === this.value)
    if (choice === undefined) throw this.refusal(`must be one of ${choices.join(', ')}`)
    return choice
  }

  /** A name that matches `shape`; `rule` says the shape in words. */
  name(shape: RegExp, rule: string): string {
    const text = this.text()
    if (!shape.test(text)) throw this.refusal(`is "${text}", but must be ${rule}`)
    return text
  }

  refusal(fact: string): ProjectError {
    return new ProjectError(this.file, this.field, fact)
  }
}

export type Callbacks = {
  success?: (result: Record<string, unknown>) => void
  fail?: (failure: Record<string, unknown>) => void
  complete?: (outcome: Record<string, unknown>) => void
}
export type Options = Callbacks & Record<string, unknown>

/** A refusal of a wx call: `reason` stands behind `name:fail `, `fields` beside errMsg. */
export class Failure extends Error {
  readonly fields: Record<string, unknown>
  constructor(reason: string, fields: Record<string, unknown> = {}) {
    super(reason)
    this.fields = fields
  }
}

/**
 * Gives an asynchronous wx member its two forms: with callbacks it returns nothing; without, a promise.
 * A thrown Failure becomes `{errMsg: 'name:fail reason', …fields}`.
 */
export function asyncMember(
  name: string,
  run: (options: Options) => Record<string, unknown> | undefined | Promise<Record<string, unknown> | undefined>,
): (options?: Options) => Promise<Record<string, unknown>> | undefined {
  return (options = {}) => {
    const outcome = Promise.resolve()
      .then(() => run(options))
      .then(
        (result) => ({ errMsg: `${name}:ok`, ...result }),
        (error: unknown) => Promise.reject(toFailure(name, error)),
      )
    const { success, fail, complete } = options
    if (!success && !fail && !complete) return outcome
    outcome.then(
      (result) => {
        success?.(result)
        complete?.(result)
      },
      (failure: Record<string, unknown>) => {
        fail?.(failure)
        complete?.(failure)
      },
    )
    return undefined
  }
}

function toFailure(name: string, error: unknown): Record<string, unknown> {
  const reason = error instanceof Error ? error.message : String(error)
  const fields = error instanceof Failure ? error.fields : {}
  return { errMsg: `${name}:fail ${reason}`.trim(), ...fields }
}

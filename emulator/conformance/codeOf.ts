/** The code of the error that a promise is rejected with; undefined when it is not rejected. */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: { code?: unknown }) => error.code,
  )

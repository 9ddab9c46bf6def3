export interface Source<Value> {
  get(): Value
  set(value: Value): void
  /** Calls at once with the present value and after every change; the result stops it. */
  subscribe(listen: (value: Value) => void): () => void
}

/** One value that several pages and components show. */
export function createSource<Value>(initial: Value): Source<Value> {
  let current = initial
  const listeners = new Set<(value: Value) => void>()
  return {
    get: () => current,
    set(value) {
      current = value
      for (const listen of [...listeners]) listen(value)
    },
    subscribe(listen) {
      listeners.add(listen)
      listen(current)
      return () => {
        listeners.delete(listen)
      }
    },
  }
}

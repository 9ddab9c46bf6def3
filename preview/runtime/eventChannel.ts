type Listener = (...args: unknown[]) => void

/** The wire between a page and the one that opened it. Source: the framework's EventChannel reference. */
export class EventChannel {
  private readonly listeners = new Map<string, { listener: Listener; once: boolean }[]>()

  on(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), { listener, once: false }])
  }

  once(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), { listener, once: true }])
  }

  off(name: string, listener?: Listener): void {
    const left = listener ? (this.listeners.get(name) ?? []).filter((entry) => entry.listener !== listener) : []
    this.listeners.set(name, left)
  }

  emit(name: string, ...args: unknown[]): void {
    const entries = this.listeners.get(name) ?? []
    this.listeners.set(
      name,
      entries.filter(({ once }) => !once),
    )
    for (const { listener } of entries) listener(...args)
  }
}

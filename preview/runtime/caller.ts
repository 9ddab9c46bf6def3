import type { glassEasel } from 'glass-easel-miniprogram-adapter'

/** A page or component as its own methods see it (`this`). */
export type Caller = {
  _$: glassEasel.GeneralComponent
  data: Record<string, unknown>
  setData(data: Record<string, unknown>, done?: () => void): void
  triggerEvent(name: string, detail?: unknown, options?: TriggerOptions): void
  [field: string]: unknown
}

export type TriggerOptions = {
  bubbles?: boolean
  composed?: boolean
  capturePhase?: boolean
  handleListenerReturn?: (result: unknown) => boolean | undefined
}

/** Calls a method of a page, component or app if it has one; errors are left to the caller. */
export function callIfThere(target: Record<string, unknown>, name: string, args: unknown[] = []): unknown {
  const method = target[name]
  return typeof method === 'function' ? method.apply(target, args) : undefined
}

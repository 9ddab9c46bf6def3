import { CALL_LOG_LENGTH, CALL_LOG_TEXT_MAX } from './limits.ts'

export interface LoggedCall {
  requestId: string
  function: string
  source: string
  /** The mini-program's user who called. */
  openid?: string
  /** The web user who called. */
  uid?: string
  /** The start by the cloud's clock, ISO. */
  at: string
  /** It was the first call of its instance. */
  coldStart: boolean
  /** How long it took, in ms of the machine's clock. */
  ms: number
  ok: boolean
  error?: { code: string; message: string }
  /** Printed lines, in order. */
  logs: string[]
}

/** The latest calls with what they printed, newest last. */
export class CallLog {
  private readonly calls: LoggedCall[] = []
  private readonly listeners: (() => void)[] = []

  add(call: LoggedCall): void {
    this.calls.push(call)
    if (this.calls.length > CALL_LOG_LENGTH) this.calls.shift()
    for (const listener of this.listeners) listener()
  }

  /** Tells `listener` of every call that is over. */
  onCall(listener: () => void): void {
    this.listeners.push(listener)
  }

  /** The kept calls, of one function when it is named. */
  recent(functionName?: string): LoggedCall[] {
    return functionName === undefined ? [...this.calls] : this.calls.filter((call) => call.function === functionName)
  }
}

/** Gathers what one call prints; text beyond the limit is dropped, and says so once. */
export class Printed {
  private text = ''

  readonly write = (text: string): void => {
    if (this.text.length < CALL_LOG_TEXT_MAX) this.text += text
  }

  lines(): string[] {
    const lines = this.text.slice(0, CALL_LOG_TEXT_MAX).split('\n')
    if (lines.at(-1) === '') lines.pop()
    if (this.text.length > CALL_LOG_TEXT_MAX) lines.push(`(cut at ${CALL_LOG_TEXT_MAX} characters)`)
    return lines
  }
}

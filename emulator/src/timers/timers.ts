import type { Cancel, Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import type { Database } from '../database/database.ts'
import type { FunctionHost } from '../functions/functionHost.ts'
import { SOURCES } from '../functions/invocation.ts'
import type { Project } from '../project/project.ts'
import type { Courier } from '../trouble/courier.ts'
import { parseTimerExpression, type TimerExpression } from './timerExpression.ts'

const SPACE = 'timers'
const keyOf = (functionName: string, name: string) => `${functionName}/${name}`

interface Timer {
  functionName: string
  name: string
  text: string
  expression: TimerExpression
  nextAt?: number
  last?: TimerRun
  cancel?: Cancel
}

/** How a run of a timer went. */
export interface TimerRun {
  /** The tick that it was for, ISO. */
  tick: string
  ok: boolean
  error?: { code: string; message: string }
}

export interface TimerState {
  functionName: string
  name: string
  expression: string
  /** ISO; absent when it will not tick again, or when timers run only by hand. */
  nextAt?: string
  /** The latest run that is over; kept over restarts. */
  last?: TimerRun
}

/**
 * The project's timers, by the cloud's clock. As in the cloud, the result is dropped and a slow run may overlap the
 * next. A clock that jumps over several ticks of a timer runs it once, then waits for the first tick after the jump.
 * Ticks that pass while the local cloud is not running are not made up for.
 */
export class Timers {
  private readonly timers: Timer[]

  constructor(
    project: Project,
    private readonly host: Pick<FunctionHost, 'call'>,
    private readonly clock: Clock,
    private readonly courier: Courier,
    private readonly database: Pick<Database, 'systemPut' | 'systemAll'>,
  ) {
    const runs = new Map(database.systemAll(SPACE).map(({ key, value }) => [key, value as TimerRun]))
    this.timers = project.functions.flatMap((declaration) =>
      declaration.timers.map(({ name, expression }) => ({
        functionName: declaration.name,
        name,
        text: expression,
        expression: parseTimerExpression(expression),
        last: runs.get(keyOf(declaration.name, name)),
      })),
    )
  }

  /** Begins to tick. */
  start(): void {
    for (const timer of this.timers) this.schedule(timer)
    this.clock.onJump(() => this.catchUp())
  }

  list(): TimerState[] {
    return this.timers.map(({ functionName, name, text, nextAt, last }) => ({
      functionName,
      name,
      expression: text,
      nextAt: nextAt === undefined ? undefined : new Date(nextAt).toISOString(),
      last,
    }))
  }

  /**
   * Runs a timer now, beside its schedule, and answers what its function returned.
   * @param triggerName absent: the function's first timer
   * @throws CloudError TIMER_NOT_FOUND, or what the call throws
   */
  async run(functionName: string, triggerName?: string): Promise<unknown> {
    const timer = this.timers.find(
      (candidate) =>
        candidate.functionName === functionName && (triggerName === undefined || candidate.name === triggerName),
    )
    if (timer === undefined) {
      const named = triggerName === undefined ? '' : ` named ${triggerName}`
      throw new CloudError('TIMER_NOT_FOUND', `${functionName} has no timer${named}`)
    }
    return JSON.parse(await this.call(timer, this.clock.now()))
  }

  /** After a jump back a timer would wait for the instant that it had reached before. */
  private catchUp(): void {
    for (const timer of this.timers) {
      const tick = timer.expression.next(this.clock.now())
      if (tick === undefined || (timer.nextAt !== undefined && timer.nextAt <= tick)) continue
      timer.cancel?.()
      this.schedule(timer)
    }
  }

  private schedule(timer: Timer): void {
    const tick = timer.expression.next(this.clock.now())
    timer.nextAt = tick
    if (tick === undefined) return
    timer.cancel = this.clock.at(tick, () => {
      this.courier.carry('timer', {
        subject: { timer: timer.name, function: timer.functionName },
        // The host logs a failed run; a timer has nobody to answer.
        deliver: () => void this.call(timer, tick).catch(() => {}),
      })
      this.schedule(timer)
    })
  }

  private async call(timer: Timer, tick: number): Promise<string> {
    const at = new Date(tick).toISOString()
    try {
      const result = await this.invoke(timer, at)
      this.note(timer, { tick: at, ok: true })
      return result
    } catch (error) {
      const { code, message } = error instanceof CloudError ? error : new CloudError('SYS_ERR', String(error))
      this.note(timer, { tick: at, ok: false, error: { code, message } })
      throw error
    }
  }

  private note(timer: Timer, run: TimerRun): void {
    timer.last = run
    // Only a disk that fails makes this fail, which everyone who writes is told.
    this.database.systemPut(SPACE, keyOf(timer.functionName, timer.name), run).catch(() => {})
  }

  private invoke(timer: Timer, tick: string): Promise<string> {
    const event = {
      Type: 'Timer',
      TriggerName: timer.name,
      Time: tick.replace(/\.\d+Z$/, 'Z'),
      Message: '',
    }
    return this.host.call({ functionName: timer.functionName, event, source: SOURCES.trigger, byTimer: true })
  }
}

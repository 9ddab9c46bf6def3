import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Change, Database } from '../database/database.ts'
import type { FunctionHost } from '../functions/functionHost.ts'
import { SOURCES } from '../functions/invocation.ts'
import type { DatabaseTriggerDeclaration, Project } from '../project/project.ts'
import { changeEvent, changeType } from './changeEvent.ts'
import { meets } from './condition.ts'
import { DATABASE_TRIGGER_DATA_MAX_BYTES, DATABASE_TRIGGERS_PER_SECOND } from './limits.ts'

/** `drop`: changes start nothing, as when the service loses them; `repeat`: every trigger is delivered twice. */
export const TRIGGER_MODES = ['deliver', 'drop', 'repeat'] as const
export type TriggerMode = (typeof TRIGGER_MODES)[number]

/**
 * Starts functions on changes of the database. Delivery is asynchronous, at most once, and discarded beyond the
 * service's limits, so a trigger is a fast path and never the only one. A function that writes the document that
 * started it must stop by itself, with a condition or by writing nothing new: nothing here breaks a loop.
 */
export class DatabaseTriggers {
  mode: TriggerMode = 'deliver'
  private second = 0
  private startedThisSecond = 0
  private readonly unsubscribe: () => void

  constructor(
    private readonly project: Project,
    private readonly host: Pick<FunctionHost, 'call'>,
    private readonly clock: Clock,
    database: Pick<Database, 'onChange'>,
    private readonly log: (line: string) => void,
  ) {
    this.unsubscribe = database.onChange((change) => this.consider(change))
  }

  /** Changes start nothing any more. */
  stop(): void {
    this.unsubscribe()
  }

  private consider(change: Change): void {
    if (this.mode === 'drop') return
    const type = changeType(change)
    for (const trigger of this.project.databaseTriggers) {
      if (trigger.collection !== change.collection) continue
      if (trigger.event !== 'write' && trigger.event !== type) continue
      if (!meets(change.doc, trigger.condition)) continue
      this.start(trigger, change)
      if (this.mode === 'repeat') this.start(trigger, change)
    }
  }

  private start(trigger: DatabaseTriggerDeclaration, change: Change): void {
    const requestId = randomUUID()
    const at = this.clock.now()
    const event = changeEvent(change, { project: this.project, triggerName: trigger.name, requestId, at })
    const discarded = this.overLimit(event.data)
    if (discarded !== undefined) {
      this.log(`trigger ${trigger.name} discarded for ${change.collection}/${change.id}: ${discarded}`)
      return
    }
    for (const functionName of trigger.functions) {
      // The host logs a failed run; a trigger has nobody to answer.
      this.host.call({ functionName, event, source: SOURCES.trigger }).catch(() => {})
    }
  }

  private overLimit(data: unknown): string | undefined {
    if (Buffer.byteLength(JSON.stringify(data)) > DATABASE_TRIGGER_DATA_MAX_BYTES) {
      return `its data is larger than ${DATABASE_TRIGGER_DATA_MAX_BYTES} bytes`
    }
    const second = Math.floor(this.clock.now() / 1000)
    if (second !== this.second) {
      this.second = second
      this.startedThisSecond = 0
    }
    this.startedThisSecond += 1
    if (this.startedThisSecond <= DATABASE_TRIGGERS_PER_SECOND) return undefined
    return `more than ${DATABASE_TRIGGERS_PER_SECOND} triggers in this second`
  }
}

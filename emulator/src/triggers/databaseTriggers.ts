import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Change, Database } from '../database/database.ts'
import type { FunctionHost } from '../functions/functionHost.ts'
import { SOURCES } from '../functions/invocation.ts'
import type { DatabaseTriggerDeclaration, Project } from '../project/project.ts'
import type { Courier } from '../trouble/courier.ts'
import { setTriggerMode, type TriggerMode, triggerMode } from '../trouble/modes.ts'
import { changeEvent, changeType } from './changeEvent.ts'
import { meets } from './condition.ts'
import { Frequency } from './frequency.ts'
import { DATABASE_TRIGGER_DATA_MAX_BYTES, DATABASE_TRIGGERS_PER_SECOND, LOOP_STARTS_MAX } from './limits.ts'
import { LoopGuard } from './loopGuard.ts'

/**
 * Starts functions on changes of the database. Delivery is asynchronous, at most once, and discarded beyond the
 * service's limits and its frequency, so a trigger is a fast path and never the only one. A function that writes the
 * document that started it must stop by itself, with a condition or by writing nothing new; one that does not is
 * stopped after a while, which the service does not promise.
 */
export class DatabaseTriggers {
  private second = 0
  private startedThisSecond = 0
  private readonly frequency: Frequency
  private readonly loops = new LoopGuard()
  private readonly unsubscribe: () => void

  constructor(
    private readonly project: Project,
    private readonly host: Pick<FunctionHost, 'call'>,
    private readonly clock: Clock,
    private readonly courier: Courier,
    database: Pick<Database, 'onChange' | 'systemPut' | 'systemAll'>,
    private readonly log: (line: string) => void,
  ) {
    this.frequency = new Frequency(database)
    this.unsubscribe = database.onChange((change) => this.consider(change))
  }

  /** What becomes of triggers from now on. */
  get mode(): TriggerMode {
    return triggerMode(this.courier.trouble)
  }

  set mode(mode: TriggerMode) {
    setTriggerMode(this.courier.trouble, mode)
  }

  /** Changes start nothing any more. */
  stop(): void {
    this.unsubscribe()
  }

  private consider(change: Change): void {
    const type = changeType(change)
    for (const trigger of this.project.databaseTriggers) {
      if (trigger.collection !== change.collection) continue
      if (trigger.event !== 'write' && trigger.event !== type) continue
      if (!meets(change.doc, trigger.condition)) continue
      this.start(trigger, change)
    }
  }

  private start(trigger: DatabaseTriggerDeclaration, change: Change): void {
    const requestId = randomUUID()
    const at = this.clock.now()
    if (!this.frequency.takes(trigger, at)) return
    const event = changeEvent(change, { project: this.project, triggerName: trigger.name, requestId, at })
    const discarded = this.overLimit(event.data) ?? this.looped(trigger, change, at)
    if (discarded !== undefined) {
      this.log(`trigger ${trigger.name} discarded for ${change.collection}/${change.id}: ${discarded}`)
      return
    }
    for (const functionName of trigger.functions) {
      const { name, collection } = trigger
      this.courier.carry('databaseTrigger', {
        subject: { trigger: name, collection, function: functionName, type: changeType(change) },
        requestId,
        // The host logs a failed run; a trigger has nobody to answer.
        deliver: () => void this.host.call({ functionName, event, source: SOURCES.trigger }).catch(() => {}),
      })
    }
  }

  private looped({ name, collection }: DatabaseTriggerDeclaration, { id }: Change, at: number): string | undefined {
    if (!this.loops.isLoop(name, collection, id, at)) return undefined
    return `it looks like a loop: more than ${LOOP_STARTS_MAX} starts for one document`
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

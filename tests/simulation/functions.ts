import type { FunctionCall, Project } from '@yundian/emulator'
import type { CallOrigin, Main } from '@yundian/platform'
import type { Course } from './course.ts'
import type { Coverage } from './coverage.ts'
import type { CallFault, Trouble } from './faults.ts'
import { Invocation, SimulatedFault } from './invocation.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'
import { type Instance, isSimulated } from './simulatedHouse.ts'

export type Mains = Record<string, Main<unknown, unknown>>

/** The functions of a project as they are deployed, by name. */
export async function loadMains(project: Project): Promise<Mains> {
  const loaded = project.functions.map(async ({ name }) => {
    const module = (await import(`../../cloudfunctions/${name}/index.ts`)) as { main: Main<unknown, unknown> }
    return [name, module.main] as const
  })
  return Object.fromEntries(await Promise.all(loaded))
}

interface FunctionParts {
  project: Project
  mains: Mains
  scheduler: Scheduler
  trouble: Trouble
  random: Random
  course: Course
  coverage: Coverage
  openInstance: () => Instance
  /** The order that a call is about. */
  orderOf: (call: FunctionCall) => Promise<string | undefined>
  /** Looks whether an answer may be given; called before anyone hears it. */
  judge: (call: FunctionCall, answer: unknown) => Promise<void>
  report: (violation: string) => void
}

const kinds: Record<string, CallOrigin['kind']> = {
  wx_client: 'miniProgram',
  wx_trigger: 'trigger',
  wx_paycallback: 'payPlatform',
}

/** Runs the functions: warm instances, cold starts, time limits, deaths, and calls that are lost, doubled or late. */
export class Functions {
  /** Calls that are under way. */
  running = 0
  private readonly idle = new Map<string, Instance[]>()
  private made = 0

  constructor(private readonly parts: FunctionParts) {}

  /** Calls a function and answers its return value as JSON text. @throws SimulatedFault, or what the function throws */
  async call(call: FunctionCall): Promise<string> {
    this.running += 1
    try {
      return await this.deliver(call)
    } finally {
      this.running -= 1
    }
  }

  private async deliver(call: FunctionCall): Promise<string> {
    const { scheduler, trouble, random, course, coverage, orderOf } = this.parts
    const fault = trouble.ofCall(
      call.functionName,
      (candidate) => candidate !== 'lostAnswer' || call.source !== 'wx_trigger',
    )
    coverage.note(await orderOf(call), eventOf(call), fault ?? 'none')
    if (fault) course.say(`${eventOf(call)}  ⚡${fault}`, () => shown(call.event))
    await scheduler.wait(trouble.latency() + (fault === 'late' ? random.between(1_000, 120_000) : 0))
    if (fault === 'dropped') throw new SimulatedFault(`${eventOf(call)} was lost`)
    if (fault === 'repeated') this.repeat(call)
    const answer = await this.run(call, fault)
    await scheduler.wait(trouble.latency())
    if (fault === 'lostAnswer') throw new SimulatedFault(`the answer of ${eventOf(call)} was lost`)
    return answer
  }

  private repeat(call: FunctionCall): void {
    this.running += 1
    this.parts.scheduler.after(this.parts.random.between(0, 1_500), () => {
      const over = () => {
        this.running -= 1
      }
      this.run(call, 'repeated').then(over, over)
    })
  }

  private async run(call: FunctionCall, fault: CallFault | undefined): Promise<string> {
    const { project, mains, scheduler, course, judge } = this.parts
    const main = mains[call.functionName]
    const declaration = project.functions.find(({ name }) => name === call.functionName)
    if (!main || !declaration) throw new Error(`there is no function ${call.functionName}`)
    const openid = call.client?.kind === 'miniProgram' ? call.client.openid : undefined
    const event = eventOf(call)
    const invocation = new Invocation(`${event}#${++this.made}`, event, openid)
    if (fault) invocation.faults.add(fault)
    course.say(`${invocation.title}  begins${openid ? ` for ${openid}` : ''}`, () => shown(call.event))
    const limit = scheduler.after(declaration.timeoutSeconds * 1000, () => invocation.die('time limit'))
    const instance = this.take(call.functionName)
    instance.current = invocation
    const origin = { ...(openid ? { openid } : {}), kind: kinds[call.source] ?? 'other' }
    try {
      const sent: unknown = JSON.parse(JSON.stringify(call.event))
      const run = main.inScene({ house: instance.house, origin }, sent, { request_id: invocation.title })
      const answer = await Promise.race([run, invocation.death])
      this.giveBack(call.functionName, instance)
      const text = JSON.stringify(answer ?? null)
      course.say(`${invocation.title}  answers ${digestOf(answer)}`, () => shown(answer ?? null))
      await judge(call, answer)
      return text
    } catch (error) {
      if (!invocation.dead) this.giveBack(call.functionName, instance)
      course.say(`${invocation.title}  fails: ${(error as Error).message.split('\n')[0]}`)
      if (!isSimulated(error)) this.parts.report(`bug: ${invocation.title} threw ${(error as Error).stack}`)
      throw error
    } finally {
      limit()
    }
  }

  private take(functionName: string): Instance {
    const idle = this.idle.get(functionName) ?? []
    if (idle.length === 0 || this.parts.random.chance(0.1)) return this.parts.openInstance()
    const [instance] = idle.splice(this.parts.random.below(idle.length), 1)
    return instance ?? this.parts.openInstance()
  }

  private giveBack(functionName: string, instance: Instance): void {
    this.idle.set(functionName, [...(this.idle.get(functionName) ?? []), instance])
  }
}

/** `diner.placeOrder`, or the function's name alone. */
function eventOf({ functionName, event }: FunctionCall): string {
  const { action } = event as { action?: unknown }
  return typeof action === 'string' ? `${functionName}.${action}` : functionName
}

/** An event or answer for the reader of a replay, without what is made up anew each time. */
function shown(value: unknown): string {
  const { data } = (value ?? {}) as { data?: { docId?: unknown } }
  if (data?.docId !== undefined) return JSON.stringify({ docId: data.docId })
  return JSON.stringify(value, (key, field) => (['nonceStr', 'paySign'].includes(key) ? undefined : field))
}

function digestOf(answer: unknown): string {
  const { ok, code, errcode } = (answer ?? {}) as { ok?: boolean; code?: string; errcode?: number }
  if (ok === false) return `refused: ${code}`
  return errcode === undefined || errcode === 0 ? 'well' : `errcode ${errcode}`
}

import { CloudError } from '../cloudError.ts'
import { TROUBLE_LOG_LENGTH } from './limits.ts'
import type { Effect, Place, Strike, Subject, TroublePlan, TroubleRule } from './rule.ts'
import { RuleState } from './ruleState.ts'

/** One strike, as the log tells it. */
export interface TroubleEntry {
  /** ISO, by the cloud's clock. */
  at: string
  rule: string
  strikes: Place
  does: Effect
  ms?: number
  code?: string
  copies?: number
  moment?: string
  subject: Subject
  /** The call or request that was struck. */
  requestId?: string
}

/** A rule with what became of it so far. */
export type RuleReport = TroubleRule & { name: string; seen: number; struck: number }

/** What struck a thing, and what to call when that thing is over. */
export interface Meeting {
  strikes: Strike[]
  leave: () => void
}

const DEFAULT_SEED = '1'

/**
 * Decides what goes wrong. Every rule draws from a stream of its own, by the number of the matching thing, so the
 * same seed and the same sequence of matching things give the same trouble, whatever else goes on. It only decides:
 * whoever asks carries it out.
 */
export class Trouble {
  private states: RuleState[] = []
  private seed = DEFAULT_SEED
  private entries: TroubleEntry[] = []

  constructor(private readonly clock: { now(): number }) {}

  /** Replaces all rules and begins every stream anew. Throws CloudError INVALID_PARAM for a name that comes twice. */
  set({ seed = DEFAULT_SEED, rules }: TroublePlan): void {
    const states = rules.map((rule, index) => new RuleState(rule.name ?? `rule${index + 1}`, rule, seed))
    for (const { name } of states) {
      if (states.filter((other) => other.name === name).length > 1) throw taken(name)
    }
    this.seed = seed
    this.states = states
  }

  /** Adds a rule beside the others, or in place of the one that has its name. */
  add(rule: TroubleRule & { name: string }): void {
    const state = new RuleState(rule.name, rule, this.seed)
    const place = this.states.findIndex(({ name }) => name === rule.name)
    if (place < 0) this.states.push(state)
    else this.states[place] = state
  }

  /** Takes a rule away; a name that no rule has changes nothing. */
  remove(name: string): void {
    this.states = this.states.filter((state) => state.name !== name)
  }

  has(name: string): boolean {
    return this.states.some((state) => state.name === name)
  }

  report(): { seed: string; rules: RuleReport[] } {
    const rules = this.states.map(({ rule, name, seen, struck }) => ({ ...rule, name, seen, struck }))
    return { seed: this.seed, rules }
  }

  /** The latest strikes, newest last; of one request, call or rule when it is named. */
  log({ requestId, rule }: { requestId?: string; rule?: string } = {}): TroubleEntry[] {
    return this.entries.filter(
      (entry) =>
        (requestId === undefined || entry.requestId === requestId) && (rule === undefined || entry.rule === rule),
    )
  }

  clearLog(): void {
    this.entries = []
  }

  /** What strikes a thing that begins now and takes time. */
  meet(place: Place, subject: Subject, requestId?: string): Meeting {
    const met = this.states
      .filter((state) => state.rule.strikes === place && state.matches(subject))
      .map((state) => state.meet(this.clock.now()))
    const strikes = met.map(({ strike }) => strike).filter((strike) => strike !== undefined)
    for (const strike of strikes) this.note(place, strike, subject, requestId)
    return {
      strikes,
      leave: () => {
        for (const { leave } of met) leave()
      },
    }
  }

  /** What strikes a thing that is over at once. */
  decide(place: Place, subject: Subject, requestId?: string): Strike[] {
    const { strikes, leave } = this.meet(place, subject, requestId)
    leave()
    return strikes
  }

  private note(strikes: Place, { rule, does, ms, code, copies, moment }: Strike, subject: Subject, requestId?: string) {
    const entry: TroubleEntry = {
      at: new Date(this.clock.now()).toISOString(),
      rule,
      strikes,
      does,
      subject,
      requestId,
    }
    if (ms !== 0) entry.ms = ms
    if (does === 'fail') entry.code = code
    if (does === 'repeat') entry.copies = copies
    if (does === 'kill' || does === 'killCaller') entry.moment = moment
    this.entries.push(entry)
    if (this.entries.length > TROUBLE_LOG_LENGTH) this.entries.shift()
  }
}

const taken = (name: string) => new CloudError('INVALID_PARAM', `two rules have the name ${name}`)

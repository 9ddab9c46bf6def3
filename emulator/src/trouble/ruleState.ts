import { draw } from './draw.ts'
import { matches } from './pattern.ts'
import { ENDS_TRANSACTION } from './refusals.ts'
import type { Strike, Subject, TroubleRule } from './rule.ts'

/** One rule at work: how much it has seen, and whom it strikes next. */
export class RuleState {
  seen = 0
  struck = 0
  private running = 0
  private second = Number.NaN
  private inThisSecond = 0

  constructor(
    readonly name: string,
    readonly rule: TroubleRule,
    private readonly seed: string,
  ) {}

  matches(subject: Subject): boolean {
    if (this.rule.does === 'killCaller' && subject.caller === undefined) return false
    // A conflict, or a transaction that is gone, can befall only a request within one.
    if (ENDS_TRANSACTION.includes(this.rule.code ?? '') && subject.transaction === undefined) return false
    return matches(subject, this.rule.match)
  }

  /**
   * Takes note of a matching thing that begins at the instant `now` (ms), and answers how it is struck, if it is.
   * `leave` must be called when it is over.
   */
  meet(now: number): { strike: Strike | undefined; leave: () => void } {
    const { rule } = this
    this.seen += 1
    this.running += 1
    const strikes = this.strikesNow(now) && this.seen > (rule.skip ?? 0) && this.struck < (rule.times ?? Infinity)
    if (strikes) this.struck += 1
    return {
      strike: strikes ? this.strike() : undefined,
      leave: () => {
        this.running -= 1
      },
    }
  }

  private strikesNow(now: number): boolean {
    const { chance, every, abovePerSecond, aboveAtOnce, skip = 0 } = this.rule
    if (chance !== undefined) return draw(this.seed, this.name, this.seen, 'chance') < chance
    if (every !== undefined) return (this.seen - skip) % every === 0
    if (aboveAtOnce !== undefined) return this.running > aboveAtOnce
    if (abovePerSecond === undefined) return true
    const second = Math.floor(now / 1000)
    if (second !== this.second) this.inThisSecond = 0
    this.second = second
    this.inThisSecond += 1
    return this.inThisSecond > abovePerSecond
  }

  private strike(): Strike {
    const { does, ms: [from, to] = [0, 0], code, copies = 1, moment = 'before' } = this.rule
    const ms = from + Math.floor(draw(this.seed, this.name, this.seen, 'ms') * (to - from + 1))
    return { rule: this.name, does, ms, code, copies, moment }
  }
}

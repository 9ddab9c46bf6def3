/**
 * What can be struck, and by what. `request`: a request of an SDK; `call`: a run of a function; `databaseTrigger`,
 * `timer` and `notice` (of a payment or a refund): something on its way to a function; `watchFrame`: a message to a
 * client that watches; `write`: what goes to the disk at once; `payApi`: a request of a merchant, as the pay platform
 * takes it; `refund`: an accepted refund on its way to the payer.
 */
export const EFFECTS = {
  request: ['delay', 'fail', 'loseRequest', 'loseReply', 'killCaller', 'jumpClock'],
  call: ['delay', 'fail', 'kill', 'jumpClock'],
  databaseTrigger: ['drop', 'repeat', 'delay', 'reorder', 'jumpClock'],
  timer: ['drop', 'repeat', 'delay', 'reorder', 'jumpClock'],
  notice: ['drop', 'repeat', 'delay', 'reorder', 'hold', 'jumpClock'],
  watchFrame: ['drop', 'repeat', 'delay', 'reorder', 'cut', 'jumpClock'],
  write: ['refuse'],
  payApi: ['fail'],
  refund: ['fail', 'delay'],
} as const

export type Place = keyof typeof EFFECTS
export type Effect = (typeof EFFECTS)[Place][number]

/** What a rule may ask of the thing that it strikes. */
export const SUBJECT_FIELDS = {
  request: ['action', 'collection', 'function', 'api', 'caller', 'transaction'],
  call: ['function', 'source'],
  databaseTrigger: ['trigger', 'collection', 'function', 'type'],
  timer: ['timer', 'function'],
  notice: ['kind', 'channel', 'function', 'outTradeNo'],
  watchFrame: ['type', 'collection'],
  write: [],
  payApi: ['channel', 'api', 'outTradeNo'],
  refund: ['channel', 'outTradeNo', 'outRefundNo'],
} as const satisfies Record<Place, readonly string[]>

/** The thing that may be struck, as rules see it: fields of `SUBJECT_FIELDS`, and any others for the log. */
export type Subject = Readonly<Record<string, string | undefined>>

/** `before`: nothing was done yet; `during`: after `ms` of work; `after`: all was done, only the answer is lost. */
export const MOMENTS = ['before', 'during', 'after'] as const
export type Moment = (typeof MOMENTS)[number]

/** One kind of trouble. Of `chance`, `every`, `abovePerSecond` and `aboveAtOnce` there is at most one; none: always. */
export interface TroubleRule {
  /** Unique in a plan; names the rule's stream of draws. Absent: its place in the plan, such as `rule1`. */
  name?: string
  strikes: Place
  does: Effect
  /** Field to the value, or values, that it must have; `*` stands for any letters. Absent: everything. */
  match?: Record<string, string | string[]>
  /** Probability, 0 to 1, drawn from the rule's own stream. */
  chance?: number
  /** Every nth of the matching. */
  every?: number
  /** All beyond so many matching ones in a second of the cloud's clock. */
  abovePerSecond?: number
  /** All that come while so many matching ones are running; for `request` and `call`. */
  aboveAtOnce?: number
  /** Spares the first so many matching ones. */
  skip?: number
  /** Strikes so many times at most. */
  times?: number
  /** `delay`, `reorder`, `kill` during, `jumpClock`: from and to, both included; one is drawn. */
  ms?: readonly [from: number, to: number]
  /** `fail`: the error's code. */
  code?: string
  /** `repeat`: how many more are delivered. */
  copies?: number
  /** `kill`, `killCaller`, and `fail` of `payApi`: whether the work was done when it is refused. */
  moment?: Moment
}

/** All the trouble of a cloud. The same plan and the same sequence of matching things give the same trouble. */
export interface TroublePlan {
  /** Absent: `1`. */
  seed?: string
  rules: TroubleRule[]
}

/** A rule as it struck one thing. */
export interface Strike {
  rule: string
  does: Effect
  /** Drawn from the rule's range, in ms. */
  ms: number
  code?: string
  copies: number
  moment: Moment
}

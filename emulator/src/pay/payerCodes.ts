import type { PayNumbers } from './numbers.ts'

/** What the diner does once his code was read: pays at once, is asked for the password first, or cannot pay. */
export const PAYER_MOODS = ['pays', 'asked', 'cannot'] as const
export type PayerMood = (typeof PAYER_MOODS)[number]

export const CODE_PLATFORMS = ['wechat', 'alipay'] as const
export type CodePlatform = (typeof CODE_PLATFORMS)[number]

/** First digits and length of the codes that phones show. Sources: pages of micropay (18 digits, 10–15) and trade.pay (25–30). */
const SHAPES = { wechat: { first: '13', digits: 16 }, alipay: { first: '28', digits: 16 } } as const
/** A code is renewed on the phone every minute. Source: page of micropay. */
const CODE_LIFE_MS = 60_000

interface ShownCode {
  platform: CodePlatform
  openid: string
  then: PayerMood
  at: number
}

/** The codes that diners' phones show at the counter; each can be read once, for a minute. Not kept over a restart. */
export class PayerCodes {
  private readonly shown = new Map<string, ShownCode>()

  constructor(
    private readonly numbers: PayNumbers,
    private readonly now: () => number,
  ) {}

  /** @returns the digits on the diner's phone */
  show(platform: CodePlatform, openid: string, then: PayerMood): string {
    const { first, digits } = SHAPES[platform]
    const code = `${first}${this.numbers.digits(digits)}`
    this.shown.set(code, { platform, openid, then, at: this.now() })
    return code
  }

  /** Reads a code: whose it is; undefined when it is none, too old, or was read before. */
  read(platform: CodePlatform, code: string): Pick<ShownCode, 'openid' | 'then'> | undefined {
    const found = this.shown.get(code)
    if (found === undefined || found.platform !== platform || this.now() >= found.at + CODE_LIFE_MS) return undefined
    this.shown.delete(code)
    return found
  }
}

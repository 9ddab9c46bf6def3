import { formatYuan, type OrderLine, type PriceStep } from '@yundian/domain'

/** A saving or a fee as the receipt shows it. */
export interface PriceStepView {
  key: string
  name: string
  /** Such as `-¥10.00` or `¥3.00`. */
  amount: string
  saves: boolean
  /** What a saving takes off each dish. */
  parts: { key: string; name: string; amount: string }[]
}

/** Every step between the dishes and the total. */
export function priceSteps(steps: readonly PriceStep[], lines: readonly Pick<OrderLine, 'name'>[]): PriceStepView[] {
  return steps.map(({ name, fen, lines: shares = [] }, at) => ({
    key: String(at),
    name,
    amount: signed(fen),
    saves: fen < 0,
    parts: shares.map((share) => ({
      key: String(share.line),
      name: lines[share.line]?.name ?? '',
      amount: signed(share.fen),
    })),
  }))
}

/** What all savings come to, in yuan; empty when nothing is saved. */
export function savedView(steps: readonly PriceStep[]): string {
  const saved = steps.filter(({ fen, kind }) => kind !== 'share' && fen < 0).reduce((sum, { fen }) => sum - fen, 0)
  return saved > 0 ? formatYuan(saved).replace(/\.00$/, '') : ''
}

function signed(fen: number): string {
  return `${fen < 0 ? '-' : ''}¥${formatYuan(Math.abs(fen))}`
}

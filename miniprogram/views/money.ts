import { formatYuan } from '@yundian/domain'

/** An amount in the two sizes that a price is set in. */
export interface PriceView {
  yuan: string
  /** Such as `.50`; empty when there are no fen. */
  fen: string
}

export function priceView(fen: number): PriceView {
  const [yuan = '0', rest = '00'] = formatYuan(fen).split('.')
  return { yuan, fen: rest === '00' ? '' : `.${rest}` }
}

/** What an option adds: `+¥2`, or nothing when it is free. */
export function surchargeView(fen: number): string {
  const { yuan, fen: rest } = priceView(fen)
  return fen === 0 ? '' : `+¥${yuan}${rest}`
}

import type { Spec } from '../menu.ts'
import type { Fen } from '../money.ts'
import type { OrderMode } from '../order.ts'

/** Prices (fen) that take the place of a spec's usual one: by the way it is ordered, and for members. */
export type FenBy = Partial<Record<OrderMode | 'member', Fen>>

/** Who buys, and which way. */
export interface Buyer {
  mode: OrderMode
  member?: boolean
}

/** The price (fen) of a spec: the one for this way to order, or for a member when that is lower. */
export function specFen({ fen, fenBy }: Spec, { mode, member = false }: Buyer): Fen {
  const usual = fenBy?.[mode] ?? fen
  return member ? Math.min(usual, fenBy?.member ?? usual) : usual
}

export const orderStatuses = [
  'placed',
  'paid',
  'cooking',
  'ready',
  'served',
  'closed',
  'cancelled',
  'refunded',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

/** The only moves an order can make; the server refuses by this table and the screens draw their buttons from it. */
export const legalMoves = {
  placed: ['paid', 'cancelled'],
  // Wherever a paid order stands, all of its money may be given back; who decides is `whoGrants`.
  paid: ['cooking', 'refunded'],
  cooking: ['ready', 'refunded'],
  ready: ['served', 'refunded'],
  served: ['closed', 'refunded'],
  closed: ['refunded'],
  // A payment that arrives after the order was cancelled revives it while stock allows, else it is refunded (R22).
  cancelled: ['paid', 'refunded'],
  refunded: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

export function mayMove(from: OrderStatus, to: OrderStatus): boolean {
  return (legalMoves[from] as readonly OrderStatus[]).includes(to)
}

/** The step that the kitchen takes next, if there is one. */
export function nextKitchenStep(status: OrderStatus): 'cooking' | 'ready' | 'served' | undefined {
  if (status === 'paid') return 'cooking'
  if (status === 'cooking') return 'ready'
  if (status === 'ready') return 'served'
  return undefined
}

/** What an order owes the rest of the house; each is done exactly once, by the order trigger or by the timer. */
export const effects = [
  'settle',
  'release',
  'ticket',
  'points',
  'messageReady',
  'closePayment',
  'revive',
  'refund',
  'restock',
  'takeBackPoints',
] as const

export type Effect = (typeof effects)[number]

/** What a granted refund makes the order owe: its money, its portions and its points. */
export const effectsOfRefund: readonly Effect[] = ['refund', 'restock', 'takeBackPoints']

/** What a move makes the order owe, written in the same write as the move. */
export function effectsOf(to: OrderStatus): Effect[] {
  if (to === 'paid') return ['settle', 'ticket', 'points']
  if (to === 'ready') return ['messageReady']
  if (to === 'cancelled') return ['release']
  return []
}

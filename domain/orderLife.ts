export const orderStatuses = [
  'placed',
  'billed',
  'paid',
  'cooking',
  'ready',
  'served',
  'closed',
  'cancelled',
  'voided',
  'refunded',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

/** The only moves an order can make; the server refuses by this table and the screens draw their buttons from it. */
export const legalMoves = {
  placed: ['paid', 'cancelled'],
  // Eat first, pay later: born like this, cooked at once, and paid with the table's bill, or taken off it whole.
  billed: ['cooking', 'voided'],
  // Wherever a paid order stands, all of its money may be given back; who decides is `whoGrants`. A paid share of a
  // bill is nothing to cook: it is closed as soon as its table knows of it.
  paid: ['cooking', 'closed', 'refunded'],
  cooking: ['ready', 'refunded', 'voided'],
  ready: ['served', 'refunded', 'voided'],
  served: ['closed', 'refunded', 'voided'],
  closed: ['refunded'],
  // A payment that arrives after the order was cancelled revives it while stock allows, else it is refunded (R22).
  cancelled: ['paid', 'refunded'],
  voided: [],
  refunded: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

export function mayMove(from: OrderStatus, to: OrderStatus): boolean {
  return (legalMoves[from] as readonly OrderStatus[]).includes(to)
}

/** The step that the kitchen takes next, if there is one. */
export function nextKitchenStep(status: OrderStatus): 'cooking' | 'ready' | 'served' | undefined {
  if (status === 'paid' || status === 'billed') return 'cooking'
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
  'messageLate',
  'messageRefunded',
  'closePayment',
  'revive',
  'refund',
  'restock',
  'takeBackPoints',
  'unload',
  'parts',
  'giveBackParts',
  'webhook',
] as const

export type Effect = (typeof effects)[number]

/**
 * What a granted refund makes the order owe: its money, its portions, the points that it earned, and those it was paid with;
 * all given back, it is no work any more; and other systems hear of it.
 */
export const effectsOfRefund: readonly Effect[] = [
  'refund',
  'restock',
  'takeBackPoints',
  'giveBackParts',
  'unload',
  'webhook',
]

/** What a void makes the order owe: the portions that nobody cooked. */
export const effectsOfVoid: readonly Effect[] = ['restock', 'unload']

/** What a move makes the order owe, written in the same write as the move; of `billed`, the write that makes the order. */
export function effectsOf(to: OrderStatus): Effect[] {
  if (to === 'billed') return ['settle', 'ticket']
  if (to === 'paid') return ['settle', 'ticket', 'points', 'parts', 'webhook']
  if (to === 'ready') return ['messageReady', 'unload', 'webhook']
  if (to === 'cancelled') return ['release', 'parts']
  return []
}

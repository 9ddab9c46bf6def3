import { effectsOf, effectsOfRefund, legalMoves, type OrderStatus } from '@yundian/domain'

type Moves = typeof legalMoves
type Move = { [From in OrderStatus]: `${From} → ${Moves[From][number]}` }[OrderStatus]

/** What makes an order move, and by which write; a new move does not compile without its words. */
const causes: Record<Move, string> = {
  'placed → paid': 'A notice, a query or the bill says that the platform has exactly the order’s sum (`recordPayment`)',
  'placed → cancelled':
    'The diner gives up, and then also owes `closePayment`; or the hold ends and the payment is closed first (`cancelOrder`, `endExpiredOrders`)',
  'paid → cooking': 'The kitchen accepts (`acceptOrder`)',
  'paid → refunded': 'All is given back before anybody cooks: the diner alone may (`askRefund`, `refundOrder`)',
  'cooking → ready': 'The kitchen is done (`advanceOrder`)',
  'cooking → refunded': 'Staff give all back (`refundOrder`)',
  'ready → served': 'Handed out (`advanceOrder`)',
  'ready → refunded': 'Staff give all back (`refundOrder`)',
  'served → closed': 'Two hours later, at night (`closeServedOrders`)',
  'served → refunded': 'The owner gives all back (`refundOrder`)',
  'closed → refunded': 'The owner gives all back, within a year (`refundOrder`)',
  'cancelled → paid': 'Paid after all, and its portions can still be had: it lives again (`reviveOrder`, R22)',
  'cancelled → refunded':
    'Paid after all, and its portions are gone: the money goes back by itself (`reviveOrder`, R22)',
}

/** The life of an order as a Mermaid diagram. */
export function orderLifeDiagram(): string {
  const arrows = moves().map(([from, to]) => `  ${from} --> ${to}`)
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> placed',
    ...arrows,
    '  closed --> [*]',
    '  refunded --> [*]',
    '```',
  ].join('\n')
}

/** The legal moves as a Markdown table: from, to, what causes it, and what the order owes from then on. */
export function orderLifeTable(): string {
  const rows = moves().map(([from, to]) => {
    // Who never was a guest has no portions and no points to give back.
    const ofRefund = from === 'cancelled' ? ['refund'] : effectsOfRefund
    const owes = to === 'refunded' ? ofRefund : effectsOf(to)
    return `| ${from} | ${to} | ${causes[`${from} → ${to}` as Move]} | ${owes.join(', ') || '–'} |`
  })
  return ['| from | to | cause | owes from then on |', '|---|---|---|---|', ...rows].join('\n')
}

function moves(): [OrderStatus, OrderStatus][] {
  return (Object.entries(legalMoves) as [OrderStatus, readonly OrderStatus[]][]).flatMap(([from, targets]) =>
    targets.map((to): [OrderStatus, OrderStatus] => [from, to]),
  )
}

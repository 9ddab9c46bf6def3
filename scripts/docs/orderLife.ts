import { effectsOf, effectsOfRefund, effectsOfVoid, legalMoves, type OrderStatus } from '@yundian/domain'

type Moves = typeof legalMoves
type Move = { [From in OrderStatus]: `${From} → ${Moves[From][number]}` }[OrderStatus]

/** What makes an order move, and by which write; a new move does not compile without its words. */
const causes: Record<Move, string> = {
  'placed → paid': 'A notice, a query or the bill says that the platform has exactly the order’s sum (`recordPayment`)',
  'placed → cancelled':
    'The diner gives up, and then also owes `closePayment`; or the hold ends and the payment is closed first (`cancelOrder`, `endExpiredOrders`)',
  'billed → cooking': 'The kitchen accepts (`acceptOrder`)',
  'billed → voided': 'Staff take all of it off the bill before anybody cooks (`voidLines`)',
  'paid → cooking': 'The kitchen accepts (`acceptOrder`)',
  'paid → closed': 'A share of a bill: its table knows that it is paid (`settleShare`)',
  'paid → refunded': 'All is given back before anybody cooks: the diner alone may (`askRefund`, `refundOrder`)',
  'cooking → ready': 'The kitchen is done (`advanceOrder`)',
  'cooking → refunded': 'Staff give all back (`refundOrder`)',
  'cooking → voided': 'Staff take all of it off the bill (`voidLines`)',
  'ready → served': 'Handed out (`advanceOrder`)',
  'ready → refunded': 'Staff give all back (`refundOrder`)',
  'ready → voided': 'Staff take all of it off the bill (`voidLines`)',
  'served → closed': 'Two hours later, at night (`closeServedOrders`)',
  'served → refunded': 'The owner gives all back (`refundOrder`)',
  'served → voided': 'The owner takes all of it off the bill (`voidLines`)',
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
    '  [*] --> billed',
    ...arrows,
    '  closed --> [*]',
    '  voided --> [*]',
    '  refunded --> [*]',
    '```',
  ].join('\n')
}

/** The legal moves as a Markdown table: from, to, what causes it, and what the order owes from then on. */
export function orderLifeTable(): string {
  const rows = moves().map(([from, to]) => {
    // Who never was a guest has no portions and no points to give back.
    const ofRefund = from === 'cancelled' ? ['refund'] : effectsOfRefund
    const owes = to === 'refunded' ? ofRefund : to === 'voided' ? effectsOfVoid : effectsOf(to)
    return `| ${from} | ${to} | ${causes[`${from} → ${to}` as Move]} | ${owes.join(', ') || '–'} |`
  })
  return ['| from | to | cause | owes from then on |', '|---|---|---|---|', ...rows].join('\n')
}

function moves(): [OrderStatus, OrderStatus][] {
  return (Object.entries(legalMoves) as [OrderStatus, readonly OrderStatus[]][]).flatMap(([from, targets]) =>
    targets.map((to): [OrderStatus, OrderStatus] => [from, to]),
  )
}

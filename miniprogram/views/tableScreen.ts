import type { BatchView } from '@yundian/contract'
import type { CallKind, Fen, Menu, TableView } from '@yundian/domain'
import { type CartLineView, lineView } from './cartView'
import { type Face, facesOf } from './faces'
import { type PriceView, priceView } from './money'
import { statusView } from './orderView'

export interface BatchRow {
  id: string
  title: string
  word: string
  tone: string
  lines: (Omit<CartLineView, 'key'> & { face?: Face })[]
  total: PriceView
  /** True for who ordered it, while it waits for his money. */
  mayPay: boolean
}

export interface BellView {
  kind: CallKind
  word: string
  /** Rung, and not answered yet. */
  rings: boolean
}

const bellWords: Record<CallKind, string> = { waiter: '叫服务员', hurry: '催菜', bill: '买单' }
const rungWords: Record<CallKind, string> = { waiter: '已叫人', hurry: '已催菜', bill: '已叫买单' }

/** The bells of a table: what is rung waits for an answer. */
export function bellsOf({ calls }: Pick<TableView, 'calls'>): BellView[] {
  const ringing = new Set(calls.filter(({ answeredAt }) => answeredAt === undefined).map(({ kind }) => kind))
  return (['waiter', 'hurry', 'bill'] as const).map((kind) => {
    const rings = ringing.has(kind)
    return { kind, word: (rings ? rungWords : bellWords)[kind], rings }
  })
}

/** Everything that was ordered at the table, the latest batch first. */
export function batchRows(batches: readonly BatchView[], table: TableView, hostingUrl: string): BatchRow[] {
  const faces = facesOf(table.members, table.me)
  return batches
    .map((order) => {
      const { word, tone } = statusView(order.status, order.mode)
      return {
        id: order.id,
        title: order.batch === 1 ? '第一次下单' : `第 ${order.batch ?? 1} 次加菜`,
        word,
        tone,
        lines: order.lines.map((line) => ({ ...lineView(line, hostingUrl), face: faces[line.owner ?? ''] })),
        total: priceView(order.totalFen),
        mayPay: order.mine && order.status === 'placed',
      }
    })
    .reverse()
}

/** What the table has ordered in all, in fen, less what was cancelled. */
export function orderedFen(batches: readonly BatchView[]): Fen {
  const gone = ['cancelled', 'voided', 'refunded']
  return batches.filter(({ status }) => !gone.includes(status)).reduce((sum, { totalFen }) => sum + totalFen, 0)
}

/** Whether guests of this store pay with the bill. */
export function paysLater(menu: Menu | undefined): boolean {
  return menu?.store.payment === 'later'
}

import type { BillShareView, BillView } from '@yundian/contract'
import type { Fen } from '@yundian/domain'
import { type PriceView, priceView } from './money'
import { timeOfDay } from './timeOfDay'

/** A share as its row shows it. */
export interface ShareRow {
  key: string
  title: string
  price: PriceView
  word: string
  tone: 'gold' | 'jade' | 'amber' | 'plain'
  /** What its button says; empty when there is nothing to do. */
  action: string
  /** Paying it ends somebody else's attempt. */
  takesOver: boolean
}

export interface BillScreen {
  tables: string
  people: number
  orders: {
    id: string
    title: string
    lines: {
      key: string
      line: number
      name: string
      words: string
      quantity: number
      owner: string
      price: PriceView
    }[]
  }[]
  steps: { key: string; name: string; sign: string; price: PriceView }[]
  total: PriceView
  totalFen: Fen
  /** Nothing is on it. */
  empty: boolean
  isFixed: boolean
  begun: boolean
  closed: boolean
  shares: ShareRow[]
  paid: PriceView
  left: PriceView
  next?: PriceView
  settled: { key: string; words: string; price: PriceView }[]
}

/** A bill as its page shows it, to a guest or to staff. */
export function billScreen(view: BillView): BillScreen {
  const done = view.shares.filter(({ state }) => state === 'paid' || state === 'writtenOff')
  const doneFen = done.reduce((sum, { fen }) => sum + fen, 0)
  return {
    tables: view.tables.join(' + '),
    people: view.people,
    orders: view.orders.map(({ id, table, batch, placedAt, lines }) => ({
      id,
      title: [view.tables.length > 1 ? `${table} 桌` : '', batch ? `第 ${batch} 单` : '', timeOfDay(placedAt)]
        .filter((word) => word !== '')
        .join(' · '),
      lines: lines.map(({ line, name, words, quantity, fen, owner }) => ({
        key: `${id}.${line}`,
        line,
        name,
        words,
        quantity,
        owner: owner === undefined ? '' : nameOf(owner, view),
        price: priceView(fen),
      })),
    })),
    steps: view.steps.map(({ name, fen }, at) => ({
      key: String(at),
      name,
      sign: fen < 0 ? '−' : '',
      price: priceView(Math.abs(fen)),
    })),
    total: priceView(view.totalFen),
    totalFen: view.totalFen,
    empty: view.orders.length === 0,
    isFixed: view.bill !== undefined,
    begun: view.begun,
    closed: view.closed,
    shares: view.shares.map((share) => shareRow(share, view)),
    paid: priceView(doneFen),
    left: priceView(view.totalFen - doneFen),
    ...(view.nextFen > 0 ? { next: priceView(view.nextFen) } : {}),
    settled: view.settled.map(({ totalFen, settledAt }) => ({
      key: String(settledAt),
      words: `${timeOfDay(settledAt)} 已结`,
      price: priceView(totalFen),
    })),
  }
}

function shareRow(share: BillShareView, view: BillView): ShareRow {
  const at = view.shares.indexOf(share)
  const { key, fen, member, payer, state } = share
  const whole = view.shares.length === 1
  const title = whole
    ? '全部'
    : member
      ? `${nameOf(member, view)}点的`
      : view.shares[0]?.parts
        ? '其他菜'
        : `第 ${at + 1} 份`
  const isMine = payer !== undefined && payer === (view.me ?? 'counter')
  const who = payer === 'counter' ? '收银台' : payer === undefined ? '' : nameOf(payer, view)
  const row = { key, title, price: priceView(fen), takesOver: false }
  if (state === 'paid') return { ...row, word: who === '' ? '不用付' : `${who}已付`, tone: 'jade', action: '' }
  if (state === 'writtenOff') return { ...row, word: '店家免单', tone: 'plain', action: '' }
  const take = view.me === undefined ? '收款' : '付这份'
  if (state === 'open') return { ...row, word: '待付', tone: 'amber', action: take }
  if (isMine) return { ...row, word: view.me === undefined ? '正在收款' : '我正在付', tone: 'gold', action: '继续' }
  return {
    ...row,
    word: `${who}正在付`,
    tone: 'gold',
    action: view.me === undefined ? '改由收银台收' : '换我付',
    takesOver: true,
  }
}

function nameOf(key: string, { members, me }: BillView): string {
  if (key === me) return '我'
  const member = members.find((one) => one.key === key)
  return member ? (member.name ?? `${member.number} 号客人`) : '同桌'
}

import type { BillMember, BillOrder, BillShareView, BillView } from '@yundian/contract'
import type { Bill, BillLine, BillPrice, BillShare, Order, Sitting } from '@yundian/domain'
import type { House } from '../house.ts'
import { memberKey } from '../tables/tableKeys.ts'
import { freeOrders, type Party } from './party.ts'
import { fixedPrice, priceParty } from './priceParty.ts'

/**
 * Shows what a party has to pay: the bill that is fixed, or, while nobody began to pay, what a bill would be that was made
 * now.
 * @param openid of the diner who looks; absent for staff
 */
export async function billView(party: Party, openid: string | undefined, house: House): Promise<BillView> {
  const { host, sittings } = party
  const free = await freeOrders(party, house)
  const bill = billInForce(host, free)
  const own = bill ? party.orders.filter((order) => order.bill === bill.id) : []
  const shown = bill ? own : [...free, ...party.orders.filter((order) => order.bill && order.bill === host.bill?.id)]
  const next = bill ? await priceParty(free, sittings, house) : undefined
  const price = bill ? fixedPrice(bill, own) : await priceParty(shown, sittings, house)
  return {
    sitting: host._id,
    tables: sittings.map(({ table }) => table),
    people: sittings.reduce((sum, { people }) => sum + people, 0),
    members: sittings.flatMap(membersOf),
    ...(openid === undefined ? {} : { me: keyOf(openid, sittings) }),
    ...(bill ? { bill: bill.id } : {}),
    orders: shown.map((order) => orderOf(order, price)).filter(({ lines }) => lines.length > 0),
    steps: price.steps,
    totalFen: price.totalFen,
    shares: Object.entries(bill?.shares ?? {}).map(([key, share]) => shareView(key, share, sittings)),
    begun: (bill?.claims ?? 0) > 0,
    nextFen: next?.totalFen ?? 0,
    settled: (host.bills ?? []).map(({ totalFen, settledAt }) => ({ totalFen, settledAt: settledAt.getTime() })),
    closed: host.status === 'closed',
  }
}

/** A bill of which nothing is paid does not bind when something else was ordered since. */
function billInForce({ bill, round }: Sitting, free: readonly Order[]): Bill | undefined {
  if (bill?.state !== 'open') return undefined
  return bill.claims > 0 || (bill.round === round && free.length === 0) ? bill : undefined
}

function membersOf({ members, table }: Sitting): BillMember[] {
  return Object.entries(members).map(([key, { number, name }]) => ({
    key,
    number,
    table,
    ...(name === undefined ? {} : { name }),
  }))
}

function keyOf(openid: string, sittings: readonly Sitting[]): string | undefined {
  return sittings
    .map(({ _id, members }) => [memberKey(_id, openid), members] as const)
    .find(([key, of]) => key in of)?.[0]
}

function orderOf(order: Order, { lines }: BillPrice): BillOrder {
  return {
    id: order._id,
    table: order.table ?? '',
    ...(order.batch === undefined ? {} : { batch: order.batch }),
    status: order.status,
    placedAt: order.placedAt.getTime(),
    lines: lines.filter((line) => line.order === order._id).map(lineOf),
  }
}

function lineOf({ line, name, spec, options, choices, quantity, fen, offFen, owner }: BillLine): BillOrder['lines'][0] {
  const words = [spec.name, ...options.map((option) => option.name), ...choices.map((choice) => choice.name)]
  return {
    line,
    name,
    words: words.join(' · '),
    quantity,
    fen,
    offFen,
    ...(owner === undefined ? {} : { owner }),
  }
}

function shareView(key: string, share: BillShare, sittings: readonly Sitting[]): BillShareView {
  const { fen, member, parts, payer, order } = share
  const by = order === undefined ? undefined : payer === undefined ? 'counter' : (keyOf(payer, sittings) ?? 'counter')
  return {
    key,
    fen,
    ...(member === undefined ? {} : { member }),
    ...(parts === undefined ? {} : { parts }),
    state: stateOf(share),
    ...(by === undefined ? {} : { payer: by }),
  }
}

function stateOf({ fen, order, paidAt, writtenOff }: BillShare): BillShareView['state'] {
  if (writtenOff) return 'writtenOff'
  if (paidAt || fen === 0) return 'paid'
  return order === undefined ? 'open' : 'claimed'
}

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of programs
import { type Mutant, scenario } from './mutant.ts'

/** In orders and stock. */
export const orderMutants: Mutant[] = [
  {
    name: 'a hold is taken again by the same request',
    file: 'cloudfunctions/diner/portions.ts',
    old: '      [`holds.${attempt.orderId}`]: _.exists(false),\n',
    young: '',
    tests: [scenario('oneOrder')],
  },
  {
    name: 'stock is not checked in the write',
    file: 'cloudfunctions/diner/portions.ts',
    old: '      ...roomFor(holding),\n',
    young: '',
    tests: [scenario('lastPortions')],
  },
  {
    name: 'a dish that is switched off is sold',
    file: 'cloudfunctions/diner/portions.ts',
    old: '      ...Object.fromEntries(onSale),\n',
    young: '',
    tests: [scenario('badInput')],
  },
  {
    name: 'an order is taken at the prices of an old menu',
    file: 'cloudfunctions/diner/portions.ts',
    old: '      menuVersion: menu.version,\n',
    young: '',
    tests: [scenario('menuEdits')],
  },
  {
    name: 'pickup numbers do not know the business day',
    file: 'cloudfunctions/diner/portions.ts',
    old: '      businessDay: attempt.businessDay,\n      period',
    young: '      period',
    tests: [scenario('businessDays')],
  },
  {
    name: 'a double tap is two orders',
    file: 'cloudfunctions/diner/placeOrder.ts',
    old: 'orderId: orderIdOf(request, openid)',
    young: 'orderId: house.makeId()',
    tests: [scenario('oneOrder')],
  },
  {
    name: 'the total that the diner was shown is not compared',
    file: 'cloudfunctions/diner/price.ts',
    old: 'if (totalFen === request.expectedTotal)',
    young: 'if (totalFen >= 0)',
    tests: [scenario('menuEdits'), scenario('badInput')],
  },
  {
    name: 'a hold is ended whoever took it',
    file: 'platform/effects/settleHold.ts',
    old: 'return { _id: order.store, [`holds.${order._id}.attempt`]: order.attempt }',
    young: 'return { _id: order.store }',
    tests: [scenario('staleEffects')],
  },
  {
    name: 'sold portions go back on sale',
    file: 'platform/effects/settleHold.ts',
    old: "endHold(order, house, 'sale')",
    young: "endHold(order, house, 'release')",
    tests: [scenario('orderToPoints')],
  },
  {
    name: 'the hold of a living order is swept',
    file: 'platform/sweepHolds.ts',
    old: '    if (table || (await records.orders.get(orderId))?.attempt === hold.attempt) continue\n',
    young: '',
    tests: [scenario('unsurePlatform')],
  },
  {
    name: 'the business day is turned by everyone who comes',
    file: 'platform/board/turnBoard.ts',
    old: '      businessDay: board.businessDay,\n      period: board.period,\n',
    young: '',
    tests: [scenario('unsurePlatform')],
  },
  {
    name: 'a paid order can be cancelled',
    file: 'cloudfunctions/diner/cancelOrder.ts',
    old: "{ _id: id, diner: openid, status: 'placed' }",
    young: '{ _id: id, diner: openid }',
    tests: [scenario('unpaidOrders')],
  },
  {
    name: 'anybody pays anybody’s order',
    file: 'cloudfunctions/diner/payOrder.ts',
    old: "      diner: openid,\n      status: 'placed',\n",
    young: "      status: 'placed',\n",
    tests: [scenario('rights')],
  },
  {
    name: 'the kitchen skips steps and goes back',
    file: 'cloudfunctions/staff/moveOrder.ts',
    old: '{ _id: id, store: staff.store, status: _.in(from), share: _.exists(false) }',
    young: '{ _id: id, store: staff.store, share: _.exists(false) }',
    tests: [scenario('rights')],
  },
]

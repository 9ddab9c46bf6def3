// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of programs
import { type Mutant, scenario } from './mutant.ts'

const engine = 'domain/price/settlePrice.test.ts'

/** In what a meal costs. */
export const priceMutants: Mutant[] = [
  {
    name: 'fen that are left when a saving is split are dropped',
    file: 'domain/price/spread.ts',
    old: 'for (const share of byRest.slice(0, left)) share.fen += 1',
    young: 'for (const share of byRest.slice(0, left)) share.fen += 0',
    tests: [engine],
  },
  {
    name: 'a promotion forgets for which way to order it is',
    file: 'domain/price/takesPart.ts',
    old: 'return whyNot(promotion.available ?? {}, circumstances, store) === undefined',
    young: 'return whyNot({ ...promotion.available, modes: undefined }, circumstances, store) === undefined',
    tests: [engine],
  },
  {
    name: 'a refund by line gives back what the line cost before savings',
    file: 'domain/refund.ts',
    old: 'Math.floor(((line.fen - line.offFen) * portions) / line.quantity)',
    young: 'Math.floor((line.fen * portions) / line.quantity)',
    tests: ['domain/refund.test.ts'],
  },
  {
    name: 'somebody is new because he says so',
    file: 'cloudfunctions/diner/proveGuest.ts',
    old: 'if (guest.newcomer !== undefined && guest.newcomer !== known.newcomer) {',
    young: 'if (guest.newcomer === -1) {',
    tests: [scenario('pricing')],
  },
  {
    name: 'two first orders at once are two',
    file: 'cloudfunctions/diner/placeOrder.ts',
    old: 'hashId(diner, store, `first ${guest.newcomer}`)',
    young: 'hashId(diner, requestKey)',
    tests: [scenario('pricing')],
  },
]

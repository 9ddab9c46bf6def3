// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of programs
import { type Mutant, scenario } from './mutant.ts'

/** In points, stored value and what other systems are told. */
export const accountMutants: Mutant[] = [
  {
    name: 'two orders at once use the same points',
    file: 'platform/account/holdParts.ts',
    old: '{ _id: order.diner, version: account.version },',
    young: '{ _id: order.diner },',
    tests: [scenario('partPayments')],
  },
  {
    name: 'what other orders hold is used again',
    file: 'domain/account/account.ts',
    old: 'filter(([id]) => id !== order)',
    young: 'filter(([id]) => id === order)',
    tests: [scenario('partPayments')],
  },
  {
    name: 'stored value does not come back with a refund',
    file: 'platform/effects/giveBackParts.ts',
    old: 'if (parts.valueFen > 0)',
    young: 'if (parts.valueFen < 0)',
    tests: [scenario('partPayments')],
  },
  {
    name: 'the whole sum is taken for what is left to pay',
    file: 'platform/recordPayment.ts',
    old: '{ parts: _.exists(false), totalFen: fen }',
    young: '{ totalFen: fen }',
    tests: [scenario('partPayments')],
  },
  {
    name: 'a webhook is written down as told before it was',
    file: 'platform/webhooks/deliver.ts',
    old: 'nextAt: new Date(clock.now() + triedWithinMs) }',
    young: "state: 'delivered', nextAt: _.remove() }",
    tests: [scenario('webhooks')],
  },
]

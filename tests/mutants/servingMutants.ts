// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of programs
import { type Mutant, scenario } from './mutant.ts'

/** In slots, promises, deliveries, the queue and reservations. */
export const servingMutants: Mutant[] = [
  {
    name: 'a slot is sold without a look at how full it is',
    file: 'domain/serving/servingClaims.ts',
    old: 'staying(`slots.${key}.orders`, 1, rule.orders ?? unbounded)',
    young: 'staying(`slots.${key}.orders`, 1, unbounded)',
    tests: [scenario('serving')],
  },
  {
    name: 'the work of a cooked order stays on its station',
    file: 'domain/orderLife.ts',
    old: "return ['messageReady', 'unload', 'webhook']",
    young: "return ['messageReady', 'webhook']",
    tests: [scenario('serving')],
  },
  {
    name: 'numbers given ahead are given again on their day',
    file: 'platform/board/turnBoard.ts',
    old: 'lastNumber: given ?? 0',
    young: 'lastNumber: 0',
    tests: [scenario('serving')],
  },
  {
    name: 'two parties reserve one table',
    file: 'cloudfunctions/diner/reservation/reserveTable.ts',
    old: '{ _id: day, ...Object.fromEntries(paths.map((path) => [path, _.in([null, id])])) }',
    young: '{ _id: day }',
    tests: [scenario('reservation')],
  },
]

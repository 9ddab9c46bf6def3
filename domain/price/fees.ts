import { type Fen, sumFen } from '../money.ts'
import type { OrderLine, OrderMode } from '../order.ts'
import { Refusal } from '../refusal.ts'
import type { Circumstances } from './circumstances.ts'
import type { PriceStep } from './priceStep.ts'

/** What a store adds to its dishes. Savings never touch it. */
export interface StoreFees {
  /** 茶位费, for each person at the table. */
  tea?: { perHeadFen: Fen }
  /** So many of a hundred of the dishes after savings, or the same for every order. */
  service?: { modes: OrderMode[] } & ({ percent: number } | { fixedFen: Fen })
  /** Of what leaves the house: for every portion, for the order, or both. */
  packaging?: { perPortionFen?: Fen; perOrderFen?: Fen }
  /**
   * What the dishes must come to. At the table the rest is added to the bill, reckoned after savings; what leaves the
   * house is refused below it, reckoned before savings.
   */
  minimum?: Partial<Record<OrderMode, Fen>>
}

/**
 * The fees of a meal, as the receipt shows them; none of 0 fen.
 * @param goodsFen what the dishes cost after savings
 */
export function feesOf(
  lines: readonly Pick<OrderLine, 'quantity'>[],
  goodsFen: Fen,
  fees: StoreFees,
  circumstances: Circumstances,
): PriceStep[] {
  const { mode, people = 1, part, delivery } = circumstances
  const here = mode === 'dineIn'
  const portions = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const { tea, packaging } = fees
  const short = here && !part ? Math.max(0, (fees.minimum?.dineIn ?? 0) - goodsFen) : 0
  const steps: PriceStep[] = [
    fee('minimum', '未达最低消费，补差', short),
    fee('tea', `茶位费 ${people} 位`, here && tea && part !== 'further' ? tea.perHeadFen * people : 0),
    fee('service', '服务费', serviceFen(goodsFen, fees, mode)),
    fee(
      'packaging',
      '打包费',
      !here && packaging ? (packaging.perPortionFen ?? 0) * portions + (packaging.perOrderFen ?? 0) : 0,
    ),
    fee('delivery', '配送费', delivery?.fen ?? 0),
  ]
  return steps.filter(({ fen }) => fen > 0)
}

function fee(id: string, name: string, fen: Fen): PriceStep {
  return { kind: 'fee', id, name, fen }
}

/** Rounded to whole fen, half a fen for the diner. */
function serviceFen(goodsFen: Fen, { service }: StoreFees, mode: OrderMode): Fen {
  if (!service?.modes.includes(mode)) return 0
  return 'percent' in service ? Math.floor((goodsFen * service.percent + 49) / 100) : service.fixedFen
}

/** Says no to what leaves the house for less than the store's minimum, or that of the delivery band. */
export function belowMinimum(
  lines: readonly Pick<OrderLine, 'fen'>[],
  fees: StoreFees | undefined,
  { mode, delivery }: Circumstances,
): Refusal<'below_minimum'> | undefined {
  if (mode === 'dineIn') return undefined
  const minimumFen = Math.max(fees?.minimum?.[mode] ?? 0, delivery?.minimumFen ?? 0)
  const goodsFen = sumFen(lines.map(({ fen }) => fen))
  return goodsFen < minimumFen ? new Refusal('below_minimum', { goodsFen, minimumFen }) : undefined
}

import { type Fen, sumFen } from '../money.ts'
import type { AmountOff, Offer, PercentOff } from './offer.ts'
import { atCost, costOf, type Portions, type Run } from './portions.ts'
import { spread } from './spread.ts'

/** Applies an offer to the lines that take part in it. @returns the same lines, none dearer than before */
export function applyOffer(offer: Offer, lines: readonly Portions[]): Portions[] {
  switch (offer.kind) {
    case 'setPrice':
      return lines.map((line) => eachPortion(line, (fen) => Math.min(fen, offer.fen + line.addedFen)))
    case 'secondOff':
      return cheapestOfEach(lines, 1, 1, (fen) => fen - percentOf(fen, offer.percent))
    case 'nthFree':
      return cheapestOfEach(lines, offer.buy, offer.free, () => 0)
    case 'amountOff':
    case 'percentOff':
      return takeOff(lines, offer)
  }
}

/** Rounded to whole fen, half a fen for the diner. */
function percentOf(fen: Fen, percent: number): Fen {
  return Math.floor((fen * percent + 50) / 100)
}

function takeOff(lines: readonly Portions[], offer: AmountOff | PercentOff): Portions[] {
  const costs = lines.map(costOf)
  const sum = sumFen(costs)
  const off = Math.min(sum, offer.kind === 'amountOff' ? amountFor(sum, offer) : percentFor(sum, offer))
  const shares = spread(off, costs)
  return lines.map((line, at) => (shares[at] ? atCost(line, (costs[at] ?? 0) - shares[at]) : line))
}

function amountFor(sum: Fen, { tiers }: AmountOff): Fen {
  return Math.max(0, ...tiers.filter(({ fromFen }) => sum >= fromFen).map(({ offFen }) => offFen))
}

function percentFor(sum: Fen, { percent, fromFen = 0, mostFen = Number.POSITIVE_INFINITY }: PercentOff): Fen {
  return sum < fromFen ? 0 : Math.min(percentOf(sum, percent), mostFen)
}

function eachPortion(line: Portions, lower: (fen: Fen) => Fen): Portions {
  return { ...line, runs: line.runs.map(({ quantity, fen }) => ({ quantity, fen: lower(fen) })) }
}

/** Counts the portions of all lines, the dearest first, in groups: the first `full` stay, the next `low` are lowered. */
function cheapestOfEach(lines: readonly Portions[], full: number, low: number, lower: (fen: Fen) => Fen): Portions[] {
  const dearestFirst = lines
    .flatMap(({ runs }, line) => runs.map((run) => ({ line, run })))
    .sort((a, b) => b.run.fen - a.run.fen || a.line - b.line)
  const lowered = lines.map((): Run[] => [])
  let counted = 0
  for (const { line, run } of dearestFirst) {
    const before = lowAmong(counted, full, low)
    counted += run.quantity
    const quantity = lowAmong(counted, full, low) - before
    const runs = [
      { quantity: run.quantity - quantity, fen: run.fen },
      { quantity, fen: lower(run.fen) },
    ]
    lowered[line]?.push(...runs.filter((part) => part.quantity > 0))
  }
  return lines.map((line, at) => ({ ...line, runs: lowered[at] ?? line.runs }))
}

/** How many of the first `count` portions are lowered. */
function lowAmong(count: number, full: number, low: number): number {
  const group = full + low
  return Math.floor(count / group) * low + Math.max(0, (count % group) - full)
}

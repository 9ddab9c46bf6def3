import type { Board, Claim } from '../board.ts'
import type { Store } from '../menu.ts'
import { Refusal } from '../refusal.ts'
import { loadOfNow, sumOfWork, type Work } from './promise.ts'
import { mostBefore, slotKey, slotsOffered } from './slots.ts'

/** A counter that an order moves, and what the diner hears, once the board was looked at, when there is no room. */
export interface ServingClaim {
  claim: Claim
  refuse: (board: Pick<Board, 'load' | 'slots'>) => Refusal
}

/** What an order asks of the kitchen and of time. */
export interface ServingWish {
  /** Names the order's work on the board. */
  attempt: string
  work: Work
  /** Beginning (ms) of its slot, of an order for later. */
  slot?: number
}

/** No bound: larger than any load. */
const unbounded = 1e9
const nextOffered = 3

/**
 * The counters of the board that an order moves beside its portions: a place in its slot, the load of its stations, and
 * a mark that its work is open. They stay when it is paid; `unloading` ends them.
 * @param now ms, for the refusals
 */
export function servingClaims({ attempt, work, slot }: ServingWish, store: Store, now: number): ServingClaim[] {
  const minutes = sumOfWork(work)
  const rule = store.later
  const key = slot === undefined ? loadOfNow : slotKey(slot)
  const slotFull = ({ slots = {} }: Pick<Board, 'slots'>) => {
    const free = slotsOffered(store, slots, now, minutes).filter(({ isFree }) => isFree)
    return new Refusal('slot_full', { from: slot ?? now, next: free.slice(0, nextOffered).map(({ from }) => from) })
  }
  const ofSlot: ServingClaim[] =
    slot === undefined || !rule
      ? []
      : [
          { claim: staying(`slots.${key}.orders`, 1, rule.orders ?? unbounded), refuse: slotFull },
          ...(minutes === 0
            ? []
            : [
                {
                  claim: staying(`slots.${key}.minutes`, minutes, roomOf(rule.workMinutes, minutes)),
                  refuse: slotFull,
                },
              ]),
        ]
  const stations = store.stations ?? []
  const ofStations = stations.flatMap((station): ServingClaim[] => {
    const by = work[station.id]
    if (by === undefined) return []
    const isCapped = slot === undefined && station.whenFull === 'refuse'
    const refuse = ({ load = {} }: Pick<Board, 'load'>) => {
      const before = load[loadOfNow]?.[station.id] ?? 0
      const wait = Math.ceil((before - mostBefore(station.mostMinutes, by)) / station.hands)
      return new Refusal('station_busy', { station: station.id, name: station.name, minutes: Math.max(1, wait) })
    }
    return [
      {
        claim: staying(`load.${key}.${station.id}`, by, isCapped ? roomOf(station.mostMinutes, by) : unbounded),
        refuse,
      },
    ]
  })
  if (ofSlot.length + ofStations.length === 0) return []
  const never = () => new Refusal('wrong_status', { status: 'open', wanted: 'new' })
  return [...ofSlot, ...ofStations, { claim: staying(`undone.${attempt}`, 1, 1), refuse: never }]
}

/** What of an order's claims goes back when its work is over, and the mark that makes it happen once. */
export interface Unloading {
  /** Is 1 on the board as long as the work is open. */
  mark: string
  back: Pick<Claim, 'path' | 'by'>[]
}

/**
 * @param slotToo whether also the place in its slot can be given to somebody else
 * @returns undefined for an order without work
 */
export function unloading(claims: readonly Claim[], slotToo: boolean): Unloading | undefined {
  const mark = claims.find(({ path }) => path.startsWith('undone.'))?.path
  if (mark === undefined) return undefined
  const back = claims.filter(({ path }) => path.startsWith('load.') || (slotToo && path.startsWith('slots.')))
  return { mark, back: back.map(({ path, by }) => ({ path, by })) }
}

function staying(path: string, by: number, most: number): Claim {
  return { path, by, most, atSale: 'stays' }
}

/** One amount larger than all that may be there is let in when nothing else is. */
function roomOf(most: number | undefined, by: number): number {
  return most === undefined ? unbounded : Math.max(most, by)
}

import type { Board, Claim, Holding, Menu, Refusal } from '@yundian/domain'
import { type Attempt, demandFor } from './composeOrder.ts'
import { openOrderWishes } from './openOrderWishes.ts'
import { servingWishes } from './serving.ts'

/** A counter of the board that an order has to move, and what the diner hears when there is no room. */
export interface ClaimWish {
  claim: Claim
  /** Asked once the board was looked at. */
  refuse: (board: Board) => Refusal
}

/** Every rule by which an order moves counters of the board beside its portions. */
const rules: ((attempt: Attempt, menu: Menu) => ClaimWish[])[] = [openOrderWishes, servingWishes]

function wishesOf(attempt: Attempt, menu: Menu): ClaimWish[] {
  return rules.flatMap((rule) => rule(attempt, menu))
}

/** What an order takes from the board: what its earlier sending took, if there was one. */
export function holdingFor(attempt: Attempt, menu: Menu): Holding {
  if (attempt.holding) return attempt.holding
  const claims = wishesOf(attempt, menu).map(({ claim }) => claim)
  return { lines: demandFor(attempt, menu).limited, ...(claims.length > 0 ? { claims } : {}) }
}

/** The refusal of the first claim that the board has no room for. */
export function claimRefused(attempt: Attempt, menu: Menu, board: Board): Refusal | undefined {
  const wishes = wishesOf(attempt, menu)
  return wishes.find(({ claim }) => counterAt(board, claim.path) + claim.by > claim.most)?.refuse(board)
}

function counterAt(board: Board, path: string): number {
  const value = path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], board)
  return typeof value === 'number' ? value : 0
}

import { type Menu, nameOfSku, openOrderClaims, Refusal } from '@yundian/domain'
import { hashId } from '@yundian/platform'
import type { ClaimWish } from './claims.ts'
import { type Attempt, demandFor } from './composeOrder.ts'

/** One diner holds no more than so many unpaid orders, and so many portions of a limited dish in them (A15). */
export function openOrderWishes(attempt: Attempt, menu: Menu): ClaimWish[] {
  // A hash, since an openid may hold characters that are no field name.
  const key = hashId(attempt.diner)
  const { limited } = demandFor(attempt, menu)
  return openOrderClaims(key, limited, menu.store).map((claim) => ({
    claim,
    refuse: () => new Refusal('too_many_open', tooMuch(claim.path.split('.')[2], claim.most, menu)),
  }))
}

function tooMuch(sku: string | undefined, most: number, menu: Menu) {
  if (sku === undefined) return { what: 'orders' } as const
  return { what: 'portions', dish: sku, name: nameOfSku(menu, sku), most } as const
}

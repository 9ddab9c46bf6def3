import { type DishChoice, lineIdentity } from '@yundian/domain'
import { hashId } from '../ids.ts'

/** A diner's key in a sitting: a field path, and nobody's openid. */
export function memberKey(sitting: string, openid: string): string {
  return hashId(sitting, openid).slice(0, 12)
}

/** The field under which a line stands in the cart. */
export function lineKey(owner: string, choice: DishChoice): string {
  return hashId(lineIdentity(owner, choice)).slice(0, 16)
}

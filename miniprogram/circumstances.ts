import type { Circumstances } from '@yundian/domain'
import { visit } from './visit'

/** What a price depends on beside menu and cart, at this moment of this visit. */
export function circumstances(): Circumstances {
  return { mode: visit.get().mode, at: Date.now() }
}

import type { StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'

/** @throws Refusal not_allowed */
export function refuseUnlessOwner({ role }: StaffDocument): void {
  if (role !== 'owner') throw new Refusal('not_allowed', { need: 'owner' })
}

import type { StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import type { House } from './house.ts'
import type { Admission } from './serve.ts'

export interface Diner {
  openid: string
}

/** Any person who opens the mini-program. */
export const admitDiner: Admission<Diner> = async ({ openid, kind }) => {
  if (kind !== 'miniProgram' || !openid) throw new Refusal('not_allowed', { need: 'the mini-program' })
  return { openid }
}

/** How long a warm instance believes the staff list: a cook's every step would cost a second round trip otherwise. */
const staffBelievedMs = 60_000

/** Makes the admission of those on the staff list who own their store. */
export function admitOwner(): Admission<StaffDocument> {
  const admit = admitStaff()
  return async (origin, house) => {
    const staff = await admit(origin, house)
    if (staff.role !== 'owner') throw new Refusal('not_allowed', { need: 'owner' })
    return staff
  }
}

/** Makes the admission of people on the staff list; it has a memory of its own for each house that it serves. */
export function admitStaff(): Admission<StaffDocument> {
  const memories = new WeakMap<House, Map<string, { staff: StaffDocument; until: number }>>()
  return async ({ openid, kind }, house) => {
    const { records, clock } = house
    const known = memories.get(house) ?? new Map<string, { staff: StaffDocument; until: number }>()
    memories.set(house, known)
    if (kind !== 'miniProgram' || !openid) throw new Refusal('not_allowed', { need: 'the mini-program' })
    const believed = known.get(openid)
    if (believed && believed.until > clock.now()) return believed.staff
    const staff = await records.staff.get(openid)
    if (!staff) throw new Refusal('not_allowed', { need: 'staff' })
    known.set(openid, { staff, until: clock.now() + staffBelievedMs })
    return staff
  }
}

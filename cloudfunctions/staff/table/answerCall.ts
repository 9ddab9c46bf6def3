import { type SittingCard, type StaffDocument, tableStaffRequests } from '@yundian/contract'
import { _, type House, useCase } from '@yundian/platform'
import { changeSitting } from './changeSitting.ts'

/** Staff answer a call of a table; it rings no more. */
export const answerCall = useCase(
  tableStaffRequests.answerCall,
  async ({ sitting, kind }, house: House, staff: StaffDocument): Promise<SittingCard> => {
    const unanswered = { [`calls.${kind}.at`]: _.exists(true), [`calls.${kind}.answeredAt`]: _.exists(false) }
    const change = { [`calls.${kind}.answeredAt`]: new Date(house.clock.now()) }
    return changeSitting(sitting, { condition: unanswered, change }, house, staff)
  },
)

import { type DeliveryView, type StaffDocument, staffRequests } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import { type House, useCase } from '@yundian/platform'
import { deliveryView } from './deliveryView.ts'
import { refuseUnlessOwner } from './refuseUnlessOwner.ts'

/** The owner has an address told again, within a minute, by the same id and words, and as patiently as the first time. */
export const replayDelivery = useCase(
  staffRequests.replayDelivery,
  async ({ delivery: id }, { records, clock }: House, staff: StaffDocument): Promise<DeliveryView> => {
    refuseUnlessOwner(staff)
    const now = new Date(clock.now())
    const replayed = await records.deliveries.updateAndReturn(
      { _id: id, store: staff.store },
      { state: 'waiting', attempts: 0, beganAt: now, nextAt: now },
    )
    if (!replayed) throw new Refusal('unknown_delivery', { delivery: id })
    return deliveryView(replayed)
  },
)

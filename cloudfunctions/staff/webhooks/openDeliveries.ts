import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { type House, useCase } from '@yundian/platform'
import { deliveryView } from './deliveryView.ts'
import { refuseUnlessOwner } from './refuseUnlessOwner.ts'

const mostDeliveries = 100

/** The owner sees what other systems were told of his orders, the newest first. */
export const openDeliveries = useCase(
  staffRequests.openDeliveries,
  async (_request, { records }: House, staff: StaffDocument): Promise<StaffReplies['openDeliveries']> => {
    refuseUnlessOwner(staff)
    const deliveries = await records.deliveries.find(
      { store: staff.store },
      { orderBy: [{ field: 'madeAt', direction: 'desc' }], limit: mostDeliveries },
    )
    return { deliveries: deliveries.map(deliveryView) }
  },
)

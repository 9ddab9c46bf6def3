import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { connectedChannels, counterOrder, type House, useCase } from '@yundian/platform'

const mostOrders = 100

/** Staff at the counter see what is still to be paid, and how it can be. */
export const openCounter = useCase(
  staffRequests.openCounter,
  async (_request, { records, clock }: House, staff: StaffDocument): Promise<StaffReplies['openCounter']> => {
    const orders = await records.orders.find(
      { store: staff.store, status: 'placed' },
      { orderBy: [{ field: 'placedAt', direction: 'desc' }], limit: mostOrders },
    )
    return { orders: orders.map(counterOrder), channels: connectedChannels(process.env), now: clock.now() }
  },
)

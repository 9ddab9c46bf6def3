import { type StaffDocument, type StaffReplies, staffRequests } from '@yundian/contract'
import { callViews } from '@yundian/domain'
import { _, type House, kitchenOrder, useCase } from '@yundian/platform'

/** More open orders than a kitchen can look at. */
const mostOrders = 200

/** More tables than a store has. */
const mostTables = 500

/**
 * Cooks and waiters see every order, paid or on a bill, that is not served yet, the oldest first. Should orders have been forgotten
 * by the hundred, it is those that are left out, never a new one. An order for later is seen when its time has come.
 */
export const openKitchen = useCase(
  staffRequests.openKitchen,
  async (_request, { records, clock }: House, staff: StaffDocument): Promise<StaffReplies['openKitchen']> => {
    const due = { dueAt: _.or(_.exists(false), _.lte(new Date(clock.now()))) }
    const [orders, sittings] = await Promise.all([
      records.orders.find(
        { store: staff.store, status: _.in(['billed', 'paid', 'cooking', 'ready']), share: _.exists(false), ...due },
        { orderBy: [{ field: 'placedAt', direction: 'desc' }], limit: mostOrders },
      ),
      records.sittings.find({ store: staff.store, status: 'open' }, { limit: mostTables, fields: ['table', 'calls'] }),
    ])
    return {
      store: staff.store,
      name: staff.name,
      role: staff.role,
      orders: orders.reverse().map(kitchenOrder),
      calls: sittings.flatMap(({ table, calls }) =>
        callViews(calls).flatMap(({ kind, answeredAt }) => (answeredAt === undefined ? [{ table, kind }] : [])),
      ),
      now: clock.now(),
    }
  },
)

import { type StaffDocument, type TableOnMap, type TableStaffReplies, tableStaffRequests } from '@yundian/contract'
import { type Order, type Sitting, unpaidFen } from '@yundian/domain'
import { _, aggregation, type House, sittingCard, useCase } from '@yundian/platform'

/** Staff see all tables by area: which are free, who sits where since when, who calls, and what is unpaid. One round trip. */
export const tablesMap = useCase(
  tableStaffRequests.tablesMap,
  async (_request, house: House, staff: StaffDocument): Promise<TableStaffReplies['tablesMap']> => {
    const floor = await readFloor(staff.store, house)
    const byTable = new Map(floor.sittings.map((sitting) => [sitting.table, sitting]))
    const tables = floor.tables
      .map(({ table, area, seats }): TableOnMap => {
        const sitting = byTable.get(table)
        if (!sitting) return { table, area, seats }
        return { table, area, seats, sitting: { ...sittingCard(sitting, house), unpaidFen: owed(sitting, floor) } }
      })
      .sort(inOrder)
    return { tables, now: house.clock.now() }
  },
)

interface Floor {
  tables: { table: string; area: string; seats: number }[]
  sittings: Sitting[]
  orders: Order[]
}

async function readFloor(store: string, { records }: House): Promise<Floor> {
  const { pipeline } = aggregation
  const ofStore = pipeline().match({ store }).project({ table: 1, area: 1, seats: 1 }).done()
  const open = pipeline().match({ store, status: 'open' }).done()
  const waiting = { store, status: 'placed', sitting: _.exists(true) }
  const onBill = { store, onBill: true, settledAt: _.exists(false), status: _.neq('voided') }
  const unpaid = pipeline()
    .match(_.or([waiting, onBill]))
    .project({ sitting: 1, status: 1, onBill: 1, totalFen: 1, voidedFen: 1 })
    .done()
  const [floor] = await records.stores.aggregate<Floor>((stages) =>
    stages
      .match({ _id: store })
      .lookup({ from: 'tables', let: {}, pipeline: ofStore, as: 'tables' })
      .lookup({ from: 'sittings', let: {}, pipeline: open, as: 'sittings' })
      .lookup({ from: 'orders', let: {}, pipeline: unpaid, as: 'orders' })
      .project({ tables: 1, sittings: 1, orders: 1 }),
  )
  return floor ?? { tables: [], sittings: [], orders: [] }
}

function owed({ _id, outbox }: Sitting, { orders }: Floor): number {
  const known = orders.filter(({ sitting }) => sitting === _id)
  const written = new Set(known.map((order) => order._id))
  return unpaidFen([...known, ...Object.values(outbox).filter((order) => !written.has(order._id))])
}

/** A2 before A10, and all of A before B. */
function inOrder(a: TableOnMap, b: TableOnMap): number {
  const parts = ({ table }: TableOnMap) => [table.replace(/\d+$/, ''), Number(/\d+$/.exec(table)?.[0] ?? 0)] as const
  const [[letterA, numberA], [letterB, numberB]] = [parts(a), parts(b)]
  return letterA === letterB ? numberA - numberB : letterA < letterB ? -1 : 1
}

import { type CartLine, quantityOf } from './cart.ts'
import { type Call, type CallKind, callKinds, type Sitting } from './sitting.ts'

export interface TableMember {
  key: string
  number: number
  name?: string
}

/** A line as the phones show it; `by` and `ordered` let a phone say how its own register must change. */
export interface TableLine extends Pick<CartLine, 'owner' | 'choice' | 'by' | 'ordered' | 'edits'> {
  key: string
  quantity: number
}

/** What a member's phone shows of his table; instants are ms. The same from a reply and from a watched document. */
export interface TableView {
  sitting: string
  store: string
  table: string
  status: Sitting['status']
  people: number
  round: number
  openedAt: number
  /** Key of the member whose phone it is. */
  me: string
  /** In the order in which they sat down. */
  members: TableMember[]
  /** All lines, also those with nothing left to order: they keep their registers. */
  lines: TableLine[]
  calls: { kind: CallKind; at: number; answeredAt?: number }[]
  joinedTo?: string
}

/** Shows a sitting to one of its members. */
export function viewTable(sitting: Omit<Sitting, 'outbox' | 'readers'>, me: string): TableView {
  return {
    sitting: sitting._id,
    store: sitting.store,
    table: sitting.table,
    status: sitting.status,
    people: sitting.people,
    round: sitting.round,
    openedAt: sitting.openedAt.getTime(),
    me,
    members: Object.entries(sitting.members)
      .map(([key, { number, name }]) => ({ key, number, ...(name === undefined ? {} : { name }) }))
      .sort((a, b) => a.number - b.number),
    lines: Object.entries(sitting.cart).map(([key, line]) => ({ key, ...line, quantity: quantityOf(line) })),
    calls: callViews(sitting.calls),
    ...(sitting.joinedTo === undefined ? {} : { joinedTo: sitting.joinedTo }),
  }
}

/** Calls that were made, the oldest kind of call first. */
export function callViews(calls: Sitting['calls']): TableView['calls'] {
  return callKinds.flatMap((kind) => {
    const call: Call | undefined = calls[kind]
    return call ? [{ kind, at: call.at.getTime(), answeredAt: call.answeredAt?.getTime() }] : []
  })
}

import { type TableReply, tableDinerRequests } from '@yundian/contract'
import { type Menu, placeOf, Refusal, type Sitting, type TableRules, tableRules } from '@yundian/domain'
import {
  type Diner,
  type House,
  memberKey,
  newestMenu,
  newSitting,
  readScene,
  tableReply,
  useCase,
} from '@yundian/platform'
import { joinSitting } from './joinSitting.ts'

/** Each try after the first follows somebody else's opening, leaving or joining in between. */
const mostTries = 10

/** A diner scans the code of a table: he opens it when it is free, or sits down with those who are there. */
export const openTable = useCase(
  tableDinerRequests.openTable,
  async ({ scene, people = 1, name, code }, house: House, { openid }: Diner): Promise<TableReply> => {
    const { store, table } = readScene(scene, house.tableKey)
    const menu = await newestMenu(store, house)
    if (!menu?.tables.some(({ id }) => id === table)) throw new Refusal('unknown_table', { table })
    const rules = tableRules(menu.store)
    const guest = { openid, name, code }
    for (let tries = 0; tries < mostTries; tries++) {
      const sitting =
        (await openByScan(menu, { table, people, guest, rules }, house)) ??
        (await joinWhoSitsThere(placeOf(store, table), guest, rules, house))
      if (sitting) return tableReply(sitting, memberKey(sitting._id, openid), house)
      if (rules.opening === 'staff') throw new Refusal('table_not_open', { table })
    }
    throw new Error(`table ${table} of ${store} could not be opened in ${mostTries} tries`)
  },
)

interface Opening {
  table: string
  people: number
  guest: { openid: string; name?: string }
  rules: TableRules
}

/** @returns undefined when somebody has the table, or scanning opens none here */
async function openByScan(menu: Menu, opening: Opening, house: House): Promise<Sitting | undefined> {
  if (opening.rules.opening === 'staff') return undefined
  const { table, people, guest } = opening
  const { clock, makeId, records } = house
  const _id = makeId()
  const now = clock.now()
  const member = { number: 1, ...(guest.name === undefined ? {} : { name: guest.name }), joinedAt: new Date(now) }
  const sitting: Sitting = {
    ...newSitting(menu, { _id, table, people, openedBy: guest.openid, greeted: false }, now),
    members: { [memberKey(_id, guest.openid)]: member },
    memberCount: 1,
    readers: [guest.openid],
  }
  return (await records.sittings.add(sitting)) === 'added' ? sitting : undefined
}

/** @returns undefined when nobody sits there, or the table changed in this moment */
async function joinWhoSitsThere(
  place: string,
  guest: Parameters<typeof joinSitting>[1],
  rules: TableRules,
  house: House,
): Promise<Sitting | undefined> {
  const [sitting] = await house.records.sittings.find({ place }, { limit: 1 })
  return sitting && joinSitting(sitting, guest, rules, house)
}

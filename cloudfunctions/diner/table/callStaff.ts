import { type TableReply, tableDinerRequests } from '@yundian/contract'
import { callPauseMs, Refusal } from '@yundian/domain'
import { _, type Diner, type House, memberKey, tableReply, useCase } from '@yundian/platform'
import { ownOpenSitting } from './ownSitting.ts'

/** Each try after the first follows an answer of staff in between. */
const mostTries = 5

/** A table rings for staff; ringing again within a minute changes nothing. */
export const callStaff = useCase(
  tableDinerRequests.callStaff,
  async ({ sitting: id, kind }, house: House, { openid }: Diner): Promise<TableReply> => {
    const { records, clock } = house
    const me = memberKey(id, openid)
    const now = clock.now()
    const pauseBegan = new Date(now - callPauseMs)
    for (let tries = 0; tries < mostTries; tries++) {
      const called = await records.sittings.updateAndReturn(
        {
          _id: id,
          status: 'open',
          [`members.${me}`]: _.exists(true),
          [`calls.${kind}.at`]: _.or(_.exists(false), _.lte(pauseBegan)),
        },
        { [`calls.${kind}`]: _.set({ at: new Date(now), by: me }), touchedAt: new Date(now) },
      )
      if (called) return tableReply(called, me, house)
      const standing = await ownOpenSitting(id, me, house)
      const call = standing.calls[kind]
      if (call && call.at > pauseBegan) return tableReply(standing, me, house)
    }
    throw new Refusal('unknown_sitting', { sitting: id })
  },
)

import { codeLockMs, mostMembers, mostWrongCodes, Refusal, type Sitting, type TableRules } from '@yundian/domain'
import { _, type Filter, type House, isTableCode, memberKey } from '@yundian/platform'

interface Guest {
  openid: string
  name?: string
  code?: string
}

/**
 * Somebody sits down with those who opened a table: freely at first, later with the digits that their phones show. Wrong
 * digits are counted in the very condition of joining, so that guessing many at once gives no more guesses.
 * @returns undefined when the table changed in this moment
 * @throws Refusal table_code_needed, table_full
 */
export async function joinSitting(
  sitting: Sitting,
  { openid, name, code }: Guest,
  rules: TableRules,
  house: House,
): Promise<Sitting | undefined> {
  const { clock, records } = house
  const me = memberKey(sitting._id, openid)
  if (sitting.members[me]) return sitting
  const now = clock.now()
  const isFree = now - sitting.openedAt.getTime() < rules.joinFreelyMs
  const unlocked = isFree ? {} : await admitByCode(sitting, code, house)
  if (sitting.memberCount >= mostMembers) throw new Refusal('table_full', { table: sitting.table, most: mostMembers })
  const number = sitting.memberCount + 1
  const member = { number, ...(name === undefined ? {} : { name }), joinedAt: new Date(now) }
  return records.sittings.updateAndReturn(
    { _id: sitting._id, place: sitting.place, memberCount: sitting.memberCount, ...unlocked },
    {
      [`members.${me}`]: _.set(member),
      memberCount: _.inc(1),
      readers: _.push([openid]),
      people: _.max(number),
      touchedAt: new Date(now),
    },
  )
}

/** @returns the condition under which the right code opens: not too many wrong ones before it */
async function admitByCode(
  sitting: Sitting,
  code: string | undefined,
  { clock, records, tableKey }: House,
): Promise<Filter> {
  const now = clock.now()
  const { _id, table, wrongCodes = 0, wrongCodeAt } = sitting
  const lockedUntil = wrongCodes < mostWrongCodes ? 0 : (wrongCodeAt?.getTime() ?? 0) + codeLockMs
  if (code === undefined) throw new Refusal('table_code_needed', { table, why: 'missing' })
  if (now < lockedUntil) {
    throw new Refusal('table_code_needed', { table, why: 'locked', retryMs: lockedUntil - now })
  }
  if (!isTableCode(code, _id, now, tableKey)) {
    await records.sittings.update({ _id }, { wrongCodes: _.inc(1), wrongCodeAt: new Date(now) })
    throw new Refusal('table_code_needed', { table, why: 'wrong' })
  }
  return wrongCodes < mostWrongCodes
    ? { wrongCodes: _.or(_.exists(false), _.lt(mostWrongCodes)) }
    : { wrongCodeAt: wrongCodeAt }
}

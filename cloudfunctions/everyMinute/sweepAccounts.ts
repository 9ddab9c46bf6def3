import { _, type House, sweepAccount } from '@yundian/platform'

const mostAccounts = 300

/** Ends what is put aside for orders that do not use it. @returns how many holds were ended */
export async function sweepAccounts(house: House): Promise<number> {
  const { records, clock } = house
  const due = await records.accounts.find(
    { lookAt: _.lte(new Date(clock.now())) },
    { orderBy: [{ field: 'lookAt', direction: 'asc' }], limit: mostAccounts },
  )
  let swept = 0
  for (const account of due) swept += await sweepAccount(account, house)
  return swept
}

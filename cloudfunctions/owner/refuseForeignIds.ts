import { Refusal } from '@yundian/domain'
import { foreignIds, type House } from '@yundian/platform'
import type { MenuChanges } from './menuChanges.ts'

/**
 * Nobody writes over what is another store's.
 * @throws Refusal wrong_sheet naming the ids
 */
export async function refuseForeignIds(changes: MenuChanges, store: string, house: House): Promise<void> {
  const problems = (await foreignIds(changes, store, house)).map((id) => ({
    line: 0,
    column: 'id',
    words: `${id} 已经被别的门店用了，请换一个编号`,
  }))
  if (problems.length > 0) throw new Refusal('wrong_sheet', { problems })
}

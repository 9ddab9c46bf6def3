import type { House } from '../house.ts'
import { hashId } from '../ids.ts'
import { _ } from '../records.ts'
import { type CheckedDocument, checkMenu, type EditedCollection } from './findProblems.ts'
import type { EditedMenu } from './publishMenu.ts'

/**
 * Checks what the owner edited. All that is wrong with a document is written into its `problem`, struck out when it is
 * mended, and told in an alert.
 * @returns true when everything can be published
 */
export async function tellProblems(edited: EditedMenu, house: House): Promise<boolean> {
  const checked = checkMenu(edited)
  await Promise.all(checked.map((document) => tellOf(document, house)))
  return checked.every(({ problems }) => problems.length === 0)
}

async function tellOf({ collection, document, problems }: CheckedDocument, house: House): Promise<void> {
  const problem =
    problems.length === 0 ? undefined : problems.map(({ field, words }) => `${field}：${words}`).join('；')
  if (problem === document.problem) return
  if (problem !== undefined) await alertOwner(`${kinds[collection]} ${titleOf(document)}：${problem}`, house)
  const change = { problem: problem ?? _.remove() }
  await house.records[collection].update({ _id: document._id }, change)
}

const kinds: Record<EditedCollection, string> = {
  stores: '门店',
  tables: '桌台',
  categories: '分类',
  dishes: '菜品',
  promotions: '优惠',
}

function titleOf({ _id, name }: CheckedDocument['document']): string {
  return typeof name === 'string' ? `${name}（${_id}）` : _id
}

/** One alert for one problem: its id names the fact. */
async function alertOwner(problem: string, { records, clock }: House): Promise<void> {
  const text = `菜单没有更新。${problem}`
  await records.alerts.add({ _id: `menu:${hashId(problem)}`, kind: 'menu', text, at: new Date(clock.now()) })
}

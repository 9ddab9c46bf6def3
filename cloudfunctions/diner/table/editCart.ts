import { type DinerRequest, type TableReply, tableDinerRequests } from '@yundian/contract'
import { type CartEdit, hasHeard, mostCartLines, priceLine, Refusal, type Sitting } from '@yundian/domain'
import { _, type Diner, type House, lineKey, memberKey, tableReply, useCase } from '@yundian/platform'
import { ownOpenSitting } from './ownSitting.ts'

/** Each try after the first follows an edit of the same phone that came in between. */
const mostTries = 10

type KeyedEdit = CartEdit & { key: string; field: string }

/**
 * A member puts dishes into the cart of his table or takes them off: each phone only ever writes its own register of a
 * line, so nobody's edit can undo another's. Edits that were heard before are passed over.
 */
export const editCart = useCase(
  tableDinerRequests.editCart,
  async (request, house: House, { openid }: Diner): Promise<TableReply> => {
    const me = memberKey(request.sitting, openid)
    let edits = keyedEdits(request, me)
    await refuseUnknownDishes(request, edits, house)
    for (let tries = 0; tries < mostTries; tries++) {
      const edited = await writeEdits(request, edits, me, house)
      if (edited) return tableReply(await keepSmall(edited, edits, me, house), me, house)
      const standing = await ownOpenSitting(request.sitting, me, house)
      if (standing.store !== request.store) throw new Refusal('unknown_sitting', { sitting: request.sitting })
      refuseStrangers(edits, standing)
      edits = edits.filter((edit) => !hasHeard(standing.cart[edit.key], me, edit))
      if (edits.length === 0) return tableReply(standing, me, house)
    }
    throw new Error(`the cart of ${request.sitting} could not be edited in ${mostTries} tries`)
  },
)

function keyedEdits({ edits }: DinerRequest<'editCart'>, me: string): KeyedEdit[] {
  const seen = new Set<string>()
  return edits.map(({ owner = me, ...edit }, at) => {
    const key = lineKey(owner, edit.choice)
    if (seen.has(key)) throw new Refusal('bad_input', { field: `edits.${at}`, problem: 'repeated' })
    seen.add(key)
    return { ...edit, owner, key, field: `edits.${at}` }
  })
}

/** A dish that cannot be ordered must not keep the whole table from ordering; what is taken off may be anything. */
async function refuseUnknownDishes(
  { store, menuVersion }: DinerRequest<'editCart'>,
  edits: KeyedEdit[],
  house: House,
): Promise<void> {
  const menu = await house.menus.take(store, menuVersion)
  if (!menu) throw new Refusal('menu_changed', { menuVersion: house.menus.newest(store)?.version ?? 0 })
  for (const { choice, n, field } of edits) {
    if (n > 0) priceLine(menu, { ...choice, quantity: 1 }, { mode: 'dineIn' }, `${field}.choice`)
  }
}

async function writeEdits(
  { sitting, store }: DinerRequest<'editCart'>,
  edits: KeyedEdit[],
  me: string,
  { records, clock }: House,
): Promise<Sitting | undefined> {
  const newer = edits.map(({ key, seq }) => [`cart.${key}.by.${me}.seq`, _.not(_.gte(seq))])
  const members = [me, ...edits.map(({ owner }) => owner)].map((key) => [`members.${key}`, _.exists(true)])
  const words = edits.flatMap(({ key, owner, choice, seq, n }) => [
    [`cart.${key}.owner`, owner],
    [`cart.${key}.choice`, _.set(choice)],
    [`cart.${key}.by.${me}`, _.set({ seq, n })],
    [`cart.${key}.edits`, _.inc(1)],
  ])
  return records.sittings.updateAndReturn(
    { _id: sitting, store, status: 'open', ...Object.fromEntries([...members, ...newer]) },
    { ...Object.fromEntries(words), touchedAt: new Date(clock.now()) },
  )
}

function refuseStrangers(edits: KeyedEdit[], { members }: Sitting): void {
  const stranger = edits.find(({ owner }) => !(owner in members))
  if (stranger) throw new Refusal('bad_input', { field: `${stranger.field}.owner`, problem: 'unknown' })
}

/** A cart grown beyond all measure loses the lines that this request began (A19). */
async function keepSmall(sitting: Sitting, edits: KeyedEdit[], me: string, { records }: House): Promise<Sitting> {
  if (Object.keys(sitting.cart).length <= mostCartLines) return sitting
  for (const { key } of edits) {
    const mineAlone = { [`cart.${key}.edits`]: 1, [`cart.${key}.by.${me}`]: _.exists(true) }
    await records.sittings.update({ _id: sitting._id, ...mineAlone }, { [`cart.${key}`]: _.remove() })
  }
  throw new Refusal('too_many_lines', { most: mostCartLines })
}

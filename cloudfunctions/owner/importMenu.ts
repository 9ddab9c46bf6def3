import { type OwnerReplies, type OwnerRequest, ownerRequests, type StaffDocument } from '@yundian/contract'
import { Refusal } from '@yundian/domain'
import {
  type House,
  type MenuImport,
  publishMenu,
  readEdited,
  readMenuFile,
  settledImport,
  useCase,
  writeImport,
} from '@yundian/platform'
import { changesOf, type MenuChanges } from './menuChanges.ts'
import { refuseForeignIds } from './refuseForeignIds.ts'

/** Each try after the first follows an import of the same store that came in between. */
const mostTries = 5

/**
 * A spreadsheet becomes the owner's menu, whole or not at all: everything is checked first, one write says that it shall
 * be so, and the documents follow; the menu is published when all of them are there.
 */
export const importMenu = useCase(
  ownerRequests.importMenu,
  async (request, house: House, staff: StaffDocument): Promise<OwnerReplies['importMenu']> => {
    const { store } = staff
    for (let tries = 0; tries < mostTries; tries++) {
      const number = await settledImport(store, house)
      if (number === 'underWay') throw new Refusal('import_under_way', { store })
      const earlier = number > 0 ? await house.records.menuImports.get(store) : undefined
      if (earlier?.requestKey === request.requestKey) return answer(earlier, store, house)
      const menu = await readEdited(store, house)
      if (!menu) throw new Refusal('unknown_store', { store })
      const changes = changesOf(menu, readMenuFile(Buffer.from(request.base64, 'base64'), menu))
      await refuseForeignIds(changes, store, house)
      if (request.trial) return { added: changes.added, changed: changes.changed }
      const begun = await begin(changes, number, request, staff, house)
      if (!begun) continue
      await writeImport(begun, house)
      return answer(begun, store, house)
    }
    throw new Refusal('import_under_way', { store })
  },
)

async function answer({ added, changed }: MenuImport, store: string, house: House) {
  const menuVersion = await publishMenu(store, house)
  return { added, changed, ...(menuVersion === undefined ? {} : { menuVersion }) }
}

/** @returns undefined when another import of the store was faster */
async function begin(
  changes: MenuChanges,
  number: number,
  { requestKey }: OwnerRequest<'importMenu'>,
  { _id: by, store }: StaffDocument,
  { records, clock }: House,
): Promise<MenuImport | undefined> {
  const begun: MenuImport = {
    _id: store,
    ...changes,
    number: number + 1,
    state: 'writing',
    requestKey,
    by,
    at: new Date(clock.now()),
  }
  if (number === 0) return (await records.menuImports.add(begun)) === 'added' ? begun : undefined
  const { _id, ...body } = begun
  const turned = await records.menuImports.update({ _id, number, state: 'written' }, body)
  return turned === 1 ? begun : undefined
}

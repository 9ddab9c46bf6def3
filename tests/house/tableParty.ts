import type { TableReply } from '@yundian/contract'
import { type CartEdit, type DishChoice, type Order, type Sitting, type TableView, wordFor } from '@yundian/domain'
import { sceneOf } from '../../platform/tables/scene.ts'
import { type Phone, type TestHouse, tableKey } from './testHouse.ts'

export const sceneFor = (table: string, store = 'lane'): string => sceneOf(store, table, tableKey)

/** A phone at a table: it keeps what it last saw, as the mini-program does. */
export interface TablePhone {
  phone: Phone
  /** As the last answer showed it. */
  view: TableView
  code: string
  /** Sets a line to so many portions; `owner`: whose line. */
  want(choice: DishChoice, quantity: number, owner?: string): Promise<TableView>
  /** The edit that `want` would send. */
  word(choice: DishChoice, quantity: number, owner?: string): CartEdit
  /** What `order` would send: the whole cart, or one's own lines. */
  batch(mine?: boolean): Record<string, unknown>
  order(mine?: boolean): ReturnType<Phone['send']>
}

/** Opens a table, or sits down at it. */
export async function sitDown(
  house: TestHouse,
  openid: string,
  table: string,
  { store, ...more }: { store?: string; name?: string; code?: string; people?: number } = {},
): Promise<TablePhone> {
  const phone = house.diner(openid)
  const [board] = await house.cloud.database.find('boards', { _id: store ?? 'lane' })
  const menuVersion = Number(board?.menuVersion)
  const seen = await phone.ask('openTable', { scene: sceneFor(table, store), ...more })
  const hear = ({ table: view, code }: TableReply): TableView => {
    self.view = view
    self.code = code.digits
    return view
  }
  const self: TablePhone = {
    phone,
    view: seen.table,
    code: seen.code.digits,
    word(choice, quantity, owner = self.view.me) {
      const line = self.view.lines.find((one) => one.owner === owner && same(one.choice, choice))
      const seq = (line?.by[self.view.me]?.seq ?? 0) + 1
      return { owner, choice, seq, n: wordFor(line, self.view.me, quantity) }
    },
    async want(choice, quantity, owner) {
      const { sitting, store } = self.view
      const edits = [self.word(choice, quantity, owner)]
      return hear(await phone.ask('editCart', { sitting, store, menuVersion, edits }))
    },
    batch(mine = false) {
      const { sitting, store, table: at, round, people, lines, me } = self.view
      const chosen = lines.filter(({ quantity, owner }) => quantity > 0 && (!mine || owner === me))
      return {
        sitting,
        store,
        table: at,
        round,
        people,
        menuVersion,
        lines: chosen.map(({ owner, choice, quantity, edits }) => ({ owner, choice, quantity, edits })),
        expectedTotal: chosen.reduce((sum, { choice, quantity }) => sum + (prices[choice.dish] ?? 0) * quantity, 0),
      }
    },
    async order(mine) {
      const reply = await phone.send('orderBatch', self.batch(mine))
      if (reply.ok) hear(reply.value)
      return reply
    },
  }
  return self
}

/** Of the dishes that the tests of tables order. */
const prices: Record<string, number> = { rice: 300, tea: 500, tripe: 3800, brain: 2600, bun: 200, soup: 900 }

export const dish = (id: string): DishChoice => ({ dish: id, spec: 'one', options: [], choices: [] })

export async function sittingAt(house: TestHouse, id: string): Promise<Sitting> {
  return (await house.cloud.database.find('sittings', { _id: id }))[0] as unknown as Sitting
}

export async function batchesOf(house: TestHouse, sitting: string): Promise<Order[]> {
  const orders = (await house.cloud.database.find('orders', { sitting })) as unknown as Order[]
  return orders.sort((a, b) => (a.batch ?? 0) - (b.batch ?? 0))
}

/** What a table shows: `dish × quantity` of every line with something left. */
export function shown({ lines }: TableView): string[] {
  return lines
    .filter(({ quantity }) => quantity > 0)
    .map(({ choice, quantity }) => `${choice.dish} × ${quantity}`)
    .sort()
}

function same(a: DishChoice, b: DishChoice): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

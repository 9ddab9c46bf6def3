import type { OwnerAction, OwnerReplies, OwnerRequest, Reply } from '@yundian/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
let keys = 0
beforeAll(async () => {
  house = await openTestHouse()
  const { database } = house.cloud
  await database.insert('staff', [{ _id: 'neighbour', store: 'next', name: '隔壁', role: 'owner' }])
  const [lane] = await database.find('stores', { _id: 'lane' })
  await database.insert('stores', [{ ...lane, _id: 'next', name: '隔壁小馆' }])
  await house.cloud.idle()
})
afterAll(() => house.close())

async function send<Action extends OwnerAction>(action: Action, input: unknown, openid = 'owner') {
  const reply = await house.cloud.callFunction('owner', { action, input }, { openid })
  await house.cloud.idle()
  return reply as Reply<OwnerReplies[Action]>
}

async function ask<Action extends OwnerAction>(action: Action, input: OwnerRequest<Action>) {
  const reply = await send(action, input)
  if (!reply.ok) throw new Error(`refused: ${reply.code} ${JSON.stringify(reply.details)}`)
  return reply.value
}

const exported = async (format: 'xlsx' | 'csv' = 'csv') => (await ask('exportMenu', { format })).base64
const textOf = (base64: string) => Buffer.from(base64, 'base64').toString('utf8')
const fileOf = (text: string) => Buffer.from(text, 'utf8').toString('base64')
const input = (base64: string, trial = false) => ({ requestKey: `import-${++keys}-key`, base64, trial })
const riceFen = async () => {
  const { menu } = await house.diner('ann').ask('openMenu', { store: 'lane' })
  return menu?.dishes.find((dish) => dish.id === 'rice')?.specs[0]?.fen
}
const priced = (rice: string) => fileOf(`类型,编号,价格\n菜品,rice,\n规格,one,${rice}\n`)

describe('the owner imports the menu from a spreadsheet', () => {
  for (const format of ['xlsx', 'csv'] as const) {
    it(`and what was exported as ${format} changes nothing`, async () => {
      expect(await ask('importMenu', input(await exported(format)))).toEqual({ added: 0, changed: 0, menuVersion: 1 })
      expect(await house.cloud.database.count('menus', { store: 'lane' })).toBe(1)
    })
  }

  it('and a trial says what would change, and changes nothing', async () => {
    const text = textOf(await exported()).replace('rice,菜 rice', 'rice,米饭')
    expect(
      await ask('importMenu', input(fileOf(`${text}菜品,soup,汤,Soup,,,,,,noodles\r\n规格,one,碗,,8\r\n`), true)),
    ).toEqual({
      added: 1,
      changed: 1,
    })
    expect(await house.cloud.database.count('dishes', { _id: 'soup' })).toBe(0)
    expect(await riceFen()).toBe(300)
  })

  it('and one wrong line keeps all of it out, told by line and column', async () => {
    const file = fileOf('row,id,price\n菜品,rice,\n规格,one,4\n菜品,tea,\n规格,one,四块\n')
    expect(await send('importMenu', input(file))).toEqual({
      ok: false,
      code: 'wrong_sheet',
      details: { problems: [{ line: 5, column: 'price', words: '不是数字' }] },
    })
    expect(await riceFen()).toBe(300)
  })

  it('and diners order from it at once; the same request again is the same import', async () => {
    const request = input(priced('3.5'))
    const first = await ask('importMenu', request)
    expect(first).toMatchObject({ added: 0, changed: 1, menuVersion: 2 })
    expect(await riceFen()).toBe(350)
    expect(await ask('importMenu', request)).toEqual(first)
    expect(await house.cloud.database.count('menus', { store: 'lane' })).toBe(2)
  })

  it('and what another house calls by the same id is not touched', async () => {
    const reply = await send('importMenu', input(priced('0.01')), 'neighbour')
    expect(reply).toMatchObject({ code: 'wrong_sheet' })
    const own = '类型,编号,名称,英文名,价格,分类\n分类,noodles,面,Noodles,,\n'
    expect(await send('importMenu', input(fileOf(own)), 'neighbour')).toMatchObject({
      code: 'wrong_sheet',
      details: { problems: [{ column: 'id' }] },
    })
    const sheet = await send('exportMenu', { format: 'csv' }, 'neighbour')
    expect(sheet.ok && textOf(sheet.value.base64).trim().split('\n')).toHaveLength(1)
    const [noodles] = await house.cloud.database.find('categories', { _id: 'noodles' })
    expect(noodles).toMatchObject({ store: 'lane' })
  })
})

describe('an import that died half way', () => {
  it('is never published by halves, and is written to its end by the timer', async () => {
    const { database } = house.cloud
    const [rice] = await database.find('dishes', { _id: 'rice' })
    const [tea] = await database.find('dishes', { _id: 'tea' })
    const priceOf = (dish: object | undefined, fen: number) => ({ ...dish, specs: [{ id: 'one', name: '份', fen }] })
    const version = (await house.diner('ann').ask('openMenu', { store: 'lane' })).menuVersion
    const at = new Date(house.cloud.clock.now())
    await database.update(
      'menuImports',
      { _id: 'lane' },
      {
        $set: { state: 'writing', at, dishes: [priceOf(rice, 111), priceOf(tea, 222)], categories: [] },
        $inc: { number: 1 },
      },
      { multi: false },
    )
    await database.update('dishes', { _id: 'rice' }, { $set: { 'specs.0.fen': 111 } }, { multi: false })
    await house.cloud.idle()
    expect((await house.diner('ann').ask('openMenu', { store: 'lane' })).menuVersion).toBe(version)
    expect(await send('importMenu', input(priced('5')))).toMatchObject({ code: 'import_under_way' })

    await house.cloud.clock.advance(120_000)
    await house.cloud.runTimer('everyMinute')
    await house.cloud.idle()
    const { menu, menuVersion } = await house.diner('ann').ask('openMenu', { store: 'lane' })
    const fen = (id: string) => menu?.dishes.find((dish) => dish.id === id)?.specs[0]?.fen
    expect([menuVersion, fen('rice'), fen('tea')]).toEqual([version + 1, 111, 222])
  })
})

describe('A19: a file that is a bomb', () => {
  it('is refused by its size, and as what it is', async () => {
    expect(await send('importMenu', input('A'.repeat(1_400_001)))).toMatchObject({
      code: 'bad_input',
      details: { field: 'base64' },
    })
    expect(await send('importMenu', input(fileOf('"'.repeat(99))))).toMatchObject({ code: 'wrong_sheet' })
    expect(await send('importMenu', input(fileOf('a\n'.repeat(6000))))).toMatchObject({ code: 'wrong_sheet' })
  })
})

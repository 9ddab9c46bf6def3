import type { DishDocument, StoreDocument } from '@yundian/contract'
import { describe, expect, it } from 'vitest'
import { checkMenu } from './findProblems.ts'
import type { EditedMenu } from './publishMenu.ts'

const dish = (id: string, more: Partial<DishDocument> = {}): DishDocument => ({
  _id: id,
  store: 'lane',
  category: 'food',
  sort: 1,
  onSale: true,
  name: id,
  nameEn: id,
  story: '',
  specs: [{ id: 'one', name: '份', fen: 100 }],
  optionGroups: [],
  spiciness: 0,
  allergens: [],
  recommended: false,
  ...more,
})

const store: StoreDocument = {
  _id: 'lane',
  name: '巷口',
  nameEn: 'Lane',
  address: '',
  phone: '',
  timeZone: 'Asia/Shanghai',
  dayCutoff: 240,
  openingHours: [{ from: 0, to: 1440 }],
  pointsPerYuan: 1,
  holdMinutes: 10,
}

const menuOf = (dishes: DishDocument[], more: Partial<StoreDocument> = {}): EditedMenu => ({
  store: { ...store, ...more },
  tables: [],
  categories: [{ _id: 'food', store: 'lane', sort: 1, name: '菜', nameEn: 'Food' }],
  dishes,
  promotions: [],
})

/** What is wrong, as `<document> <field>：<words>`. */
const problemsOf = (edited: EditedMenu) =>
  checkMenu(edited).flatMap(({ document, problems }) =>
    problems.map(({ field, words }) => `${document._id} ${field}：${words}`),
  )

describe('what is wrong with a menu', () => {
  it('is nothing, of a good one', () => {
    expect(problemsOf(menuOf([dish('rice')]))).toEqual([])
  })

  it('is told all at once, in words of the owner, with the field', () => {
    const wrong = {
      ...dish('rice'),
      specs: [{ id: 'One', name: '', fen: -5 }],
      spiciness: 9,
      price: 3,
      story: undefined,
    } as unknown as DishDocument
    expect(problemsOf(menuOf([wrong, dish('tea', { category: 'none' })]))).toEqual([
      'rice story：没有填写',
      'rice specs.0.id：只能用小写字母和数字，最多 24 个',
      'rice specs.0.name：不能少于 1 个字',
      'rice specs.0.fen：不能小于 0',
      'rice spiciness：只能是 0、1、2、3',
      'rice price：没有这个字段',
      'tea category：没有分类 none',
    ])
  })

  it('is what does not fit together within a dish', () => {
    const one = { id: 'one', name: '份', fen: 100 }
    const group = { id: 'heat', name: '辣度', min: 3, max: 2, options: [{ ...one, most: 2 }, one] }
    expect(problemsOf(menuOf([dish('rice', { specs: [one, one], optionGroups: [group] })]))).toEqual([
      'rice specs.one：编号重复了',
      'rice optionGroups.heat.options.one：编号重复了',
      'rice optionGroups.heat.min：不能大于 max（2）',
    ])
    const few = {
      ...group,
      max: 9,
      min: 4,
      options: [
        { ...one, most: 2 },
        { ...one, id: 'two' },
      ],
    }
    expect(problemsOf(menuOf([dish('rice', { optionGroups: [few] })]))).toEqual([
      'rice optionGroups.heat.min：一共只能选 3 项',
    ])
  })

  it('is a set menu that cannot be put together', () => {
    const from = (...ids: string[]) => ids.map((id) => ({ dish: id, surchargeFen: 0 }))
    const part = { id: 'p', name: '主菜', choose: 2, from: from('rice') }
    const set = (parts: DishDocument['parts']) => [
      dish('rice'),
      dish('off', { onSale: false }),
      dish('other', { parts: [{ ...part, choose: 1 }] }),
      dish('set', { parts }),
    ]
    expect(problemsOf(menuOf(set([part])))).toEqual(['set parts.p.choose：只有 1 样可选'])
    expect(problemsOf(menuOf(set([{ ...part, repeat: true }])))).toEqual([])
    expect(problemsOf(menuOf(set([{ ...part, from: from('rice', 'ghost', 'off', 'other') }])))).toEqual([
      'set parts.p.from：没有菜品 ghost',
      'set parts.p.from：off 没有上架',
      'set parts.p.from：other 也是套餐，套餐里不能再放套餐',
    ])
  })

  it('is a station that there is not, or delivery bands in disorder', () => {
    const wok = { id: 'wok', name: '炒锅', hands: 2, whenFull: 'retime' as const }
    const band = { metres: 900, fen: 0, minimumFen: 0, minutes: 5 }
    const delivery = { latitude: 30, longitude: 104, phoneRequired: false, bands: [band, { ...band, metres: 900 }] }
    expect(problemsOf(menuOf([dish('rice', { station: 'grill' })], { stations: [wok, wok], delivery }))).toEqual([
      'lane stations.wok：编号重复了',
      'lane delivery.bands：要从近到远排列',
      'rice station：店里没有档口 grill',
    ])
  })

  it('is a period, a season or a rule that names what there is not', () => {
    const breakfast = { id: 'breakfast', name: '早市', from: 600, to: 360 }
    const available = { periods: ['supper'], from: '2026-05-02', to: '2026-05-01' }
    expect(
      problemsOf(
        menuOf([dish('rice', { available })], {
          periods: [breakfast, { ...breakfast, from: 0, to: 1500 }],
          required: [
            { id: 'pot', name: '锅底', quantity: 1, per: 'order', category: 'pots' },
            { id: 'tea', name: '茶', quantity: 1, per: 'person', dishes: ['rice', 'tea'] },
            { id: 'none', name: '无', quantity: 1, per: 'order' },
          ],
        }),
      ),
    ).toEqual([
      'lane periods.breakfast：编号重复了',
      'lane periods.breakfast.to：要晚于开始时间',
      'lane periods.breakfast.to：时段不能超过 24 小时',
      'lane required.pot.category：没有分类 pots',
      'lane required.tea.dishes：没有菜品 tea',
      'lane required.none：要写明菜品（dishes）或分类（category）',
      'rice available.periods：店里没有时段 supper',
      'rice available.to：早于开始日期 2026-05-02',
    ])
  })
})

import type { CategoryDocument, DishDocument, StoreDocument } from '@yundian/contract'
import { Refusal, type SheetProblem } from '@yundian/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, writeCsv } from '../../sheets/csv.ts'
import { writeXlsx } from '../../sheets/xlsx.ts'
import type { EditedMenu } from '../publishMenu.ts'
import { readMenuFile, writeMenuFile } from './menuFile.ts'

const ids = fc.stringMatching(/^[a-z0-9]{1,6}$/)
const text = (maxLength: number, minLength = 1) => fc.string({ unit: 'binary', minLength, maxLength })
const fen = fc.integer({ min: 0, max: 100_000_000 })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const many = <Value>(value: fc.Arbitrary<Value>, minLength: number, maxLength: number) =>
  fc.uniqueArray(value, { minLength, maxLength, selector: (entry) => (entry as { id: string }).id })

/** A record without the fields that are undefined. */
const record = <Model>(model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> }) =>
  fc
    .record(model)
    .map(
      (value) => Object.fromEntries(Object.entries(value as object).filter(([, each]) => each !== undefined)) as Model,
    )

const fenBy = maybe(record({ dineIn: maybe(fen), pickup: maybe(fen), delivery: maybe(fen), member: maybe(fen) }))
const specs = many(record({ id: ids, name: text(8), fen, fenBy }), 1, 3)
const options = many(record({ id: ids, name: text(8), fen, most: maybe(fc.integer({ min: 1, max: 9 })) }), 1, 3)
const groups = many(
  record({ id: ids, name: text(8), min: fc.constant(0), max: fc.integer({ min: 1, max: 3 }), options }),
  0,
  2,
)
const date = fc.integer({ min: 0, max: 10_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
const modes = maybe(fc.subarray(['dineIn', 'pickup', 'delivery'] as const, { minLength: 1 }))
const tags = maybe(fc.array(text(12), { maxLength: 3 }))
const periods = many(
  fc
    .record({
      id: ids,
      name: text(8),
      from: fc.integer({ min: 0, max: 1440 }),
      length: fc.integer({ min: 1, max: 1440 }),
    })
    .chain(({ id, name, from, length }) =>
      record({
        id: fc.constant(id),
        name: fc.constant(name),
        from: fc.constant(from),
        to: fc.constant(from + length),
        weekdays: maybe(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
      }),
    ),
  0,
  3,
)

const menus: fc.Arbitrary<EditedMenu> = periods.chain((known) => {
  const named =
    known.length > 0
      ? maybe(
          fc.subarray(
            known.map(({ id }) => id),
            { minLength: 1 },
          ),
        )
      : fc.constant(undefined)
  const available = maybe(record({ periods: named, from: maybe(date), modes }))
  const shown = { store: fc.constant('lane'), sort: fc.integer({ min: -5, max: 99 }), name: text(20), nameEn: text(20) }
  const category = record({ ...shown, _id: ids, picture: maybe(text(30, 0)), available })
  return fc.uniqueArray(category, { minLength: 1, maxLength: 3, selector: ({ _id }) => _id }).chain((categories) => {
    const dish = record({
      ...shown,
      _id: ids,
      category: fc.constantFrom(...categories.map(({ _id }) => _id)),
      onSale: fc.boolean(),
      story: text(20, 0),
      picture: maybe(text(30, 0)),
      specs,
      optionGroups: groups,
      daily: maybe(fc.integer({ min: 0, max: 10_000 })),
      spiciness: fc.constantFrom(0, 1, 2, 3),
      allergens: fc.array(text(6), { maxLength: 3 }),
      recommended: fc.boolean(),
      available,
      quickTags: tags,
    })
    return fc.uniqueArray(dish, { minLength: 1, maxLength: 5, selector: ({ _id }) => _id }).map((dishes) => ({
      store: { ...store, ...(known.length > 0 ? { periods: known } : {}) },
      tables: [],
      promotions: [],
      categories: categories as unknown as CategoryDocument[],
      dishes: withSet(dishes as unknown as DishDocument[]),
    }))
  })
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

/** Makes the first dish a set menu of the others, where there are others. */
function withSet([first, ...others]: DishDocument[]): DishDocument[] {
  const onSale = others.filter((dish) => dish.onSale)
  if (!first || onSale.length === 0) return first ? [first, ...others] : others
  const from = onSale.map((dish, at) => ({ dish: dish._id, surchargeFen: at * 150 }))
  return [{ ...first, parts: [{ id: 'p', name: '任选', choose: 2, repeat: true, from }] }, ...others]
}

const menu: EditedMenu = {
  store: { ...store, periods: [{ id: 'noon', name: '午市', from: 660, to: 840 }] },
  tables: [],
  promotions: [],
  categories: [{ _id: 'food', store: 'lane', sort: 1, name: '菜', nameEn: 'Food' }],
  dishes: [
    {
      _id: 'rice',
      store: 'lane',
      category: 'food',
      sort: 1,
      onSale: true,
      name: '米饭',
      nameEn: 'Rice',
      story: '',
      specs: [{ id: 'one', name: '碗', fen: 300 }],
      optionGroups: [{ id: 'more', name: '加', min: 0, max: 1, options: [{ id: 'egg', name: '蛋', fen: 200 }] }],
      spiciness: 0,
      allergens: [],
      recommended: false,
    },
  ],
}

const csv = (rows: string[][]) => writeCsv(rows)

function problemsOf(file: Uint8Array): string[] {
  try {
    readMenuFile(file, menu)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { problems } = error.details as { problems: SheetProblem[] }
    return problems.map(({ line, column, words }) => `第 ${line} 行 ${column}: ${words}`)
  }
}

describe('a menu as a spreadsheet', () => {
  for (const format of ['xlsx', 'csv'] as const) {
    it(`in ${format}, written and read again, changes nothing`, () => {
      fc.assert(
        fc.property(menus, (any) => {
          expect(readMenuFile(writeMenuFile(any, format), any)).toEqual(any)
        }),
        { numRuns: 60 },
      )
    })
  }

  it('makes the same menu where there was none', () => {
    fc.assert(
      fc.property(menus, (any) => {
        const empty = { ...any, store: { ...store }, categories: [], dishes: [] }
        const made = readMenuFile(writeMenuFile(any, 'xlsx'), empty)
        const plain = ({ dishes, categories }: EditedMenu) =>
          JSON.stringify([...dishes, ...categories].map((each) => each._id).sort())
        expect(plain(made)).toBe(plain(any))
        expect(writeMenuFile(made, 'csv').toString()).toBe(writeMenuFile(any, 'csv').toString())
      }),
      { numRuns: 30 },
    )
  })

  it('may be small: what it does not name stays as it is', () => {
    const small = readMenuFile(
      csv([
        ['类型', '编号', '价格'],
        ['dish', 'rice', ''],
        ['规格', 'one', '3.5'],
      ]),
      menu,
    )
    expect(small.dishes[0]).toMatchObject({ name: '米饭', specs: [{ id: 'one', name: '碗', fen: 350 }] })
    expect(small.dishes[0]?.optionGroups).toEqual([])
    const named = readMenuFile(
      csv([
        ['row', 'id', 'name'],
        ['菜品', 'rice', '大米饭'],
      ]),
      menu,
    )
    expect(named.dishes[0]).toEqual({ ...menu.dishes[0], name: '大米饭' })
  })

  it('reads times, dates and prices as a spreadsheet itself writes them', () => {
    const rows = [
      ['row', 'id', 'name', 'from', 'to', 'price'],
      ['时段', 'noon', '午市', 0.5, 0.75, ''],
      ['菜品', 'rice', '米饭', 46_143, '2026/6/1', ''],
      ['规格', 'one', '碗', '', '', 17.9],
    ]
    const { store: changed, dishes } = readMenuFile(writeXlsx(rows, '菜单'), menu)
    expect(changed.periods).toEqual([{ id: 'noon', name: '午市', from: 720, to: 1080 }])
    expect(dishes[0]).toMatchObject({ available: { from: '2026-05-01', to: '2026-06-01' }, specs: [{ fen: 1790 }] })
  })
})

describe('a spreadsheet with mistakes', () => {
  const head = ['row', 'id', 'name', 'nameEn', 'price', 'category', 'daily', 'onSale', 'from', 'max', 'periods']
  const row = (...cells: string[]) => head.map((_column, at) => cells[at] ?? '')

  it('is refused whole, each mistake with its line and column', () => {
    const file = csv([
      head,
      row('分类', 'cold', '凉菜', 'Cold'),
      row('菜品', 'tofu', '豆腐', 'Tofu', '', 'hot', '三', '也许'),
      row('规格', 'one', '份', '', '十块'),
      row('规格', 'two', '份', '', '1.234'),
      row('菜品', 'Rice', '', 'Rice', '', 'cold'),
      row('规格', 'one', '碗', '', '3'),
      row('选项', 'egg', '蛋', '', '1'),
      row('菜品', 'tofu', '豆腐', 'Tofu', '', 'cold', '', '', '五月'),
      row('规格', 'one', '份', '', '9'),
      row('汤', 'soup'),
      [],
      row('分类', '', '无', 'None'),
    ])
    expect(problemsOf(file)).toEqual([
      '第 3 行 onSale: 只能填 是 或 否',
      '第 3 行 daily: 不是整数',
      '第 4 行 price: 不是数字',
      '第 5 行 price: 最多两位小数',
      '第 6 行 id: 只能用小写字母和数字，最多 24 个',
      '第 6 行 name: 不能少于 1 个字',
      '第 8 行 row: 选项要跟在选项组下面',
      '第 9 行 id: 和第 3 行重复',
      '第 9 行 from: 日期要写成 2026-05-01 这样',
      '第 11 行 row: 只能是 时段、分类、菜品、规格、选项组、选项、套餐部分、套餐可选',
      '第 13 行 id: 没有填写',
    ])
  })

  it('is checked as a menu too: what does not fit together has its line, and what it breaks elsewhere is told', () => {
    const file = csv([
      head,
      row('菜品', 'rice', '米饭', 'Rice', '', 'hot', '', '', '', '', 'supper'),
      row('规格', 'one', '碗', '', '3'),
      row('规格', 'one', '盆', '', '9'),
      row('选项组', 'more', '加', '', '', '', '', '', '', '0'),
    ])
    expect(problemsOf(file)).toEqual(['第 5 行 max: 不能小于 1', '第 5 行 optionGroups.0.options: 不能少于 1 项'])
    const further = csv(readCsv(file).slice(0, 4))
    expect(problemsOf(further)).toEqual([
      '第 2 行 category: 没有分类 hot',
      '第 2 行 periods: 店里没有时段 supper',
      '第 4 行 id: 编号重复了',
    ])
  })

  it('that is no menu at all is refused at its head', () => {
    expect(problemsOf(csv([['编号', '颜色']]))).toEqual(['第 1 行 颜色: 没有这一列', '第 1 行 row: 缺少这一列'])
    expect(problemsOf(Buffer.from('PK\u0003\u0004 not a zip'))).toEqual(['第 0 行 : 这个文件不是 XLSX 表格'])
  })
})

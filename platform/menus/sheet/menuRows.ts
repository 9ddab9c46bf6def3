import { type CellCodec, day, flag, id, list, minutes, modes, weekdays, whole, words, yuan } from './cellCodecs.ts'

/** The columns of a menu's sheet: the name by which it is read, and what the owner reads beside it. */
export const columns = {
  row: '类型',
  id: '编号',
  name: '名称',
  nameEn: '英文名',
  price: '价格',
  priceDineIn: '堂食价',
  pricePickup: '自取价',
  priceDelivery: '外送价',
  priceMember: '会员价',
  category: '分类',
  sort: '排序',
  onSale: '上架',
  story: '一句话',
  picture: '图片',
  daily: '每日份数',
  spiciness: '辣度',
  allergens: '过敏原',
  recommended: '招牌',
  tags: '快捷备注',
  periods: '时段',
  weekdays: '星期',
  from: '从',
  to: '到',
  modes: '方式',
  min: '至少选',
  max: '至多选',
  repeat: '可重复',
} as const

export type Column = keyof typeof columns

/**
 * What a row says. A spec, option group or set part belongs to the dish above it, an option to the group above it, a
 * choice to the part above it.
 */
export type RowKind = 'period' | 'category' | 'dish' | 'spec' | 'group' | 'option' | 'part' | 'choice'

export const rowWords: Record<RowKind, string> = {
  period: '时段',
  category: '分类',
  dish: '菜品',
  spec: '规格',
  group: '选项组',
  option: '选项',
  part: '套餐部分',
  choice: '套餐可选',
}

/** One field of a document and its place in a row. */
export interface RowField {
  column: Column
  /** In the object that the row says, such as `fenBy.member`. */
  path: string
  codec: CellCodec
  /** What an empty cell means; without it the field is then absent. */
  blank?: unknown
}

const field = (column: Column, path: string, codec: CellCodec, ...blank: unknown[]): RowField => ({
  column,
  path,
  codec,
  ...(blank.length > 0 ? { blank: blank[0] } : {}),
})

const idAndName = [field('id', 'id', id), field('name', 'name', words, '')]

const available = [
  field('periods', 'available.periods', list),
  field('from', 'available.from', day),
  field('to', 'available.to', day),
  field('modes', 'available.modes', modes),
]

const shown = [
  field('id', '_id', id),
  field('name', 'name', words, ''),
  field('nameEn', 'nameEn', words, ''),
  field('sort', 'sort', whole, 0),
  field('picture', 'picture', words),
]

export const rowFields: Record<RowKind, RowField[]> = {
  period: [
    ...idAndName,
    field('from', 'from', minutes),
    field('to', 'to', minutes),
    field('weekdays', 'weekdays', weekdays),
  ],
  category: [...shown, ...available],
  dish: [
    ...shown,
    field('category', 'category', id, ''),
    field('onSale', 'onSale', flag, true),
    field('story', 'story', words, ''),
    field('daily', 'daily', whole),
    field('spiciness', 'spiciness', whole, 0),
    field('allergens', 'allergens', list, []),
    field('recommended', 'recommended', flag, false),
    field('tags', 'quickTags', list),
    ...available,
  ],
  spec: [
    ...idAndName,
    field('price', 'fen', yuan),
    field('priceDineIn', 'fenBy.dineIn', yuan),
    field('pricePickup', 'fenBy.pickup', yuan),
    field('priceDelivery', 'fenBy.delivery', yuan),
    field('priceMember', 'fenBy.member', yuan),
  ],
  group: [...idAndName, field('min', 'min', whole, 0), field('max', 'max', whole, 1)],
  option: [...idAndName, field('price', 'fen', yuan, 0), field('max', 'most', whole)],
  part: [...idAndName, field('min', 'choose', whole, 1), field('repeat', 'repeat', flag)],
  choice: [field('id', 'dish', id), field('price', 'surchargeFen', yuan, 0)],
}

import type { OrderMode } from '@yundian/domain'
import type { Language } from '../language'

/** What is said with something put in. Times are `18:05`, a `slot` is a span of them, minutes and counts are numbers. */
export interface Sentences {
  /** How many options of a group, or dishes of a part of a set, to choose. */
  rule(min: number, max: number, of: 'option' | 'dish'): string
  stillToChoose(group: string, wanted: number, all: boolean, of: 'option' | 'dish'): string
  rank(place: number): string
  left(portions: number): string
  listOf(names: string[]): string
  place(mode: OrderMode, table: string): string
  placeHint(mode: OrderMode, table: string): string
  earning(points: number): string
  nextDay(time: string): string
  /** An order in one line, by its first dish. */
  summary(dish: string, portions: number, more: boolean): string
  distance(km: string): string
  soon(minutes: number | undefined): string
  promiseOfSlot(slot: string, mode: OrderMode): string
  promiseOnPaying(minutes: number, mode: OrderMode | undefined): string
  ordersBefore(count: number): string
  promise(time: string, mode: OrderMode, late: boolean): string
  underWay(time: string): string
}

const doneZh: Record<OrderMode, string> = { dineIn: '上桌', pickup: '可取', delivery: '送到' }
const doneEn: Record<OrderMode, string> = { dineIn: 'at your table', pickup: 'ready', delivery: 'at your door' }

export const sentences: Record<Language, Sentences> = {
  zh: {
    rule(min, max, of) {
      const unit = of === 'option' ? '项' : '样'
      if (min === 0) return `可不选，最多 ${max} ${unit}`
      return min === max ? `必选 ${min} ${unit}` : `选 ${min} 至 ${max} ${unit}`
    },
    stillToChoose: (group, wanted, all, of) =>
      all && wanted === 1 ? `请选择「${group}」` : `「${group}」还要选 ${wanted} ${of === 'option' ? '项' : '样'}`,
    rank: (place) => `本店热销第 ${place} 名`,
    left: (portions) => `剩 ${portions} 份`,
    listOf: (names) => names.join('、'),
    place: (mode, table) => ({ dineIn: `堂食 ${table} 桌`, pickup: '到店自取', delivery: '外送' })[mode],
    placeHint: (mode, table) => ({ dineIn: `${table} 桌`, pickup: '到店取餐', delivery: '送到你的地址' })[mode],
    earning: (points) => `会员每消费 1 元积 ${points} 分，付款后自动到账`,
    nextDay: (time) => `次日 ${time}`,
    summary: (dish, portions, more) => (more ? `${dish} 等 ${portions} 份` : `${dish} × ${portions}`),
    distance: (km) => `离店 ${km} 公里`,
    soon: (minutes) => (minutes === undefined ? '尽快' : `尽快 · 约 ${minutes} 分钟`),
    promiseOfSlot: (slot, mode) => `${slot} ${doneZh[mode]}`,
    promiseOnPaying: (minutes, mode) => `付款后约 ${minutes} 分钟${mode ? doneZh[mode] : ''}`,
    ordersBefore: (count) => (count === 0 ? '下一单就是你' : `前面还有 ${count} 单`),
    promise: (time, mode, late) => `${late ? '抱歉，比原来说的晚了：' : ''}预计 ${time} ${doneZh[mode]}`,
    underWay: (time) => `${time} 已出发，正在送往你的地址`,
  },
  en: {
    rule(min, max) {
      if (min === 0) return `Optional, up to ${max}`
      return min === max ? `Choose ${min}` : `Choose ${min} to ${max}`
    },
    stillToChoose: (group, wanted, all) =>
      all && wanted === 1 ? `Choose “${group}”` : `“${group}”: ${wanted} more to choose`,
    rank: (place) => `No. ${place} here`,
    left: (portions) => `${portions} left`,
    listOf: (names) => names.join(', '),
    place: (mode, table) => ({ dineIn: `Table ${table}`, pickup: 'Pick up', delivery: 'Delivery' })[mode],
    placeHint: (mode, table) =>
      ({ dineIn: `Table ${table}`, pickup: 'at the store', delivery: 'to your address' })[mode],
    earning: (points) => `${points} ${points === 1 ? 'point' : 'points'} for every ¥1 you pay`,
    nextDay: (time) => `${time} next day`,
    summary: (dish, portions, more) => (more ? `${dish} and more, ${portions} in all` : `${dish} × ${portions}`),
    distance: (km) => `${km} km from the store`,
    soon: (minutes) => (minutes === undefined ? 'As soon as possible' : `As soon as possible · ${minutes} min`),
    promiseOfSlot: (slot, mode) => `${slot} ${doneEn[mode]}`,
    promiseOnPaying: (minutes, mode) => `About ${minutes} min after paying${mode ? ` ${doneEn[mode]}` : ''}`,
    ordersBefore: (count) => (count === 0 ? 'you are next' : `${count} before you`),
    promise: (time, mode, late) => `${late ? 'Sorry, later than promised: ' : ''}${time} ${doneEn[mode]}`,
    underWay: (time) => `Left at ${time}, on its way to you`,
  },
}

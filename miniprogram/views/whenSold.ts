import {
  type Dish,
  type MealPeriod,
  type Menu,
  type Occasion,
  type OrderMode,
  type WhenSold,
  whenSold,
  whyNotNow,
} from '@yundian/domain'
import { clock } from './place'

const modeWords: Record<OrderMode, string> = { dineIn: '堂食', pickup: '自取', delivery: '外送' }

/** When a dish that is not sold on this occasion can be had; empty when it is sold. */
export function laterWords(menu: Menu, dish: Dish, occasion: Occasion): string {
  return whyNotNow(menu, dish, occasion) ? whenWords(whenSold(menu, dish)) : ''
}

/** When a dish can be had: “早市 06:00–10:00 供应”, “3 月 1 日起供应”, “仅堂食”. */
export function whenWords({ periods, from, to, modes }: WhenSold): string {
  const season = [from ? `${dayWords(from)}起` : '', to ? `到 ${dayWords(to)}` : ''].filter(Boolean).join('')
  const hours = periods?.map(periodWords).join('、') ?? ''
  const times = [season, hours].filter(Boolean).join('，')
  return [times && `${times}供应`, modes ? `仅${modes.map((mode) => modeWords[mode]).join('、')}` : '']
    .filter(Boolean)
    .join('，')
}

/** “夜宵 21:00–次日 02:00 周五六”. */
export function periodWords({ name, from, to, weekdays }: MealPeriod): string {
  const days = weekdays ? ` 周${weekdays.map((day) => '一二三四五六日'[day - 1]).join('')}` : ''
  return `${name} ${clock(from)}–${clock(to)}${days}`
}

function dayWords(date: string): string {
  const [, month, day] = date.split('-')
  return `${Number(month)} 月 ${Number(day)} 日`
}

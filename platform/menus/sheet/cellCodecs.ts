import { formatYuan, orderModes } from '@yundian/domain'
import type { Cell } from '../../sheets/table.ts'

/** How a value stands in a cell. `read` throws a WrongCell for what it cannot read; empty cells never come to it. */
export interface CellCodec<Value = unknown> {
  write(value: Value): Cell
  read(text: string): Value
}

/** `words` says to the owner what is wrong with a cell. */
export class WrongCell extends Error {
  constructor(readonly words: string) {
    super(words)
    this.name = 'WrongCell'
  }
}

/** Words as they are, spaces included. */
export const words: CellCodec<string> = { write: (text) => text, read: (text) => text }

export const id: CellCodec<string> = { write: (text) => text, read: (text) => text.trim() }

export const whole: CellCodec<number> = {
  write: (number) => number,
  read(text) {
    if (!/^-?\d{1,9}$/.test(text.trim())) throw new WrongCell('不是整数')
    return Number(text)
  },
}

/** Yuan in the sheet, fen in the document, without a detour over fractions. */
export const yuan: CellCodec<number> = {
  write: (fen) => Number(formatYuan(fen)),
  read(text) {
    const [, whole, cents = ''] = /^[¥￥]?(\d{1,7})(?:\.(\d*))?$/.exec(text.trim()) ?? []
    if (whole === undefined) throw new WrongCell('不是数字')
    if (/[^0]/.test(cents.slice(2))) throw new WrongCell('最多两位小数')
    return Number(whole) * 100 + Number(cents.slice(0, 2).padEnd(2, '0'))
  },
}

export const flag: CellCodec<boolean> = {
  write: (yes) => (yes ? '是' : '否'),
  read(text) {
    const word = text.trim().toUpperCase()
    if (['是', 'YES', 'TRUE', '1'].includes(word)) return true
    if (['否', 'NO', 'FALSE', '0'].includes(word)) return false
    throw new WrongCell('只能填 是 或 否')
  },
}

/** `大豆、小麦`; a separator inside of a word is written `\、`. */
export const list: CellCodec<string[]> = {
  write: (entries) => entries.map((entry) => entry.replace(/[\\、]/g, (letter) => `\\${letter}`)).join('、'),
  read: (text) =>
    [...text.matchAll(/((?:\\[\s\S]|[^、\\])*)(?:、|$)/g)]
      .map(([, entry = '']) => entry.replace(/\\([\s\S])/g, '$1'))
      .filter((entry) => entry !== ''),
}

const modeWords = { dineIn: '堂食', pickup: '自取', delivery: '外送' }

export const modes: CellCodec<string[]> = {
  write: (chosen) => chosen.map((mode) => modeWords[mode as keyof typeof modeWords]).join('、'),
  read(text) {
    const known = orderModes.map((mode) => [modeWords[mode], mode] as const)
    return text.split(/[、,，]/).map((word) => {
      const mode = known.find((pair) => (pair as readonly string[]).includes(word.trim()))
      if (!mode) throw new WrongCell(`只能填 ${Object.values(modeWords).join('、')}`)
      return mode[1]
    })
  },
}

const dayWords = '一二三四五六日'

export const weekdays: CellCodec<number[]> = {
  write: (days) => days.map((day) => dayWords[day - 1] ?? '').join(''),
  read(text) {
    return [...text.replace(/[周、,，\s]/g, '')].map((word) => {
      const day = dayWords.indexOf(word) + 1 || Number(word)
      if (!(day >= 1 && day <= 7)) throw new WrongCell('要填 一二三四五六日')
      return day
    })
  },
}

/** `06:00`, minutes of the business day; after midnight `26:00`. A spreadsheet's own time of day is read too. */
export const minutes: CellCodec<number> = {
  write: (at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
  read(text) {
    const share = Number(text)
    if (/^[\d.]+$/.test(text) && share <= 2) return Math.round(share * 1440)
    const [, hour, minute] = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim()) ?? []
    if (hour === undefined || Number(minute) > 59) throw new WrongCell('时间要写成 06:00 这样')
    return Number(hour) * 60 + Number(minute)
  },
}

/** `2026-05-01`. A spreadsheet's own date, a count of days since the last days of 1899, is read too. */
export const day: CellCodec<string> = {
  write: (date) => date,
  read(text) {
    if (/^\d{5}$/.test(text)) return new Date((Number(text) - 25_569) * 86_400_000).toISOString().slice(0, 10)
    const [, year, month, date] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.trim()) ?? []
    if (!year || !month || !date) throw new WrongCell('日期要写成 2026-05-01 这样')
    return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  },
}

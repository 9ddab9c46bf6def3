import type { TableOnMap } from '@yundian/contract'
import type { CallKind } from '@yundian/domain'
import { type PriceView, priceView } from '../../views/money'

export type TableTone = 'free' | 'new' | 'seated' | 'eating' | 'calling'

export interface TableTile {
  table: string
  tone: TableTone
  word: string
  /** `4 人 · 23 分钟`, or the seats of a free table. */
  facts: string
  unpaid: PriceView | undefined
  calls: string
  joined: string
}

export interface Area {
  name: string
  tiles: TableTile[]
}

/** What a table rings for, in two characters. */
export const callWords: Record<CallKind, string> = { waiter: '叫人', hurry: '催菜', bill: '买单' }

/** The tables of the house by area, as the map shows them at an instant (ms). */
export function floorOf(tables: readonly TableOnMap[], now: number): Area[] {
  const hosts = new Map(tables.flatMap(({ table, sitting }) => (sitting ? [[sitting.id, table] as const] : [])))
  return [...new Set(tables.map(({ area }) => area))].map((name) => ({
    name,
    tiles: tables.filter(({ area }) => area === name).map((table) => tileOf(table, now, hosts)),
  }))
}

function tileOf({ table, seats, sitting }: TableOnMap, now: number, hosts: ReadonlyMap<string, string>): TableTile {
  if (!sitting) {
    return { table, tone: 'free', word: '空桌', facts: `${seats} 座`, unpaid: undefined, calls: '', joined: '' }
  }
  const minutes = Math.max(0, Math.floor((now - sitting.openedAt) / 60_000))
  const host = sitting.joinedTo === undefined ? undefined : hosts.get(sitting.joinedTo)
  const calls = sitting.calls.map(({ kind }) => callWords[kind]).join(' ')
  return {
    table,
    ...stateOf(sitting, calls),
    facts: `${sitting.people} 人 · ${minutes} 分钟`,
    unpaid: sitting.unpaidFen > 0 ? priceView(sitting.unpaidFen) : undefined,
    calls,
    joined: host === undefined ? '' : `并入 ${host}`,
  }
}

function stateOf(
  { greeted, batches }: NonNullable<TableOnMap['sitting']>,
  calls: string,
): { tone: TableTone; word: string } {
  if (calls !== '') return { tone: 'calling', word: '呼叫' }
  if (!greeted) return { tone: 'new', word: '扫码新客' }
  return batches === 0 ? { tone: 'seated', word: '已入座' } : { tone: 'eating', word: `已下 ${batches} 单` }
}

import type { TableReply } from '@yundian/contract'
import { type Sitting, viewTable } from '@yundian/domain'
import type { House } from '../house.ts'
import { tableCode } from './tableCode.ts'

/** Shows a sitting to one of its members, with the code that lets others in. */
export function tableReply(sitting: Sitting, me: string, { clock, tableKey }: House): TableReply {
  return { table: viewTable(sitting, me), code: tableCode(sitting._id, clock.now(), tableKey) }
}

import type { PayChannelName } from '@yundian/domain'
import { type Clock, systemClock } from './clock.ts'
import { type MakeId, randomId } from './ids.ts'
import { type MenuShelf, openMenuShelf } from './menus/menuShelf.ts'
import { type Messages, wechatMessages } from './messages.ts'
import type { PayChannel, PhoneChannel } from './pay/payChannel.ts'
import { phoneChannel } from './pay/phoneChannel.ts'
import { type Records, records } from './records.ts'

/** Everything a use case may touch. */
export interface House {
  records: Records
  clock: Clock
  makeId: MakeId
  menus: MenuShelf
  /** How diners pay in the mini-program. */
  pay: PhoneChannel
  /** The other ways to be paid, in functions that may meet them. */
  counter?: Partial<Record<PayChannelName, PayChannel>>
  messages: Messages
  /** Signs the codes on the tables. */
  tableKey: string
}

/** The house as it stands in a deployed function; one for the life of the warm instance. */
export const house: House = {
  records,
  clock: systemClock,
  makeId: randomId,
  menus: openMenuShelf(records),
  pay: phoneChannel(process.env),
  messages: wechatMessages,
  tableKey: process.env.TABLE_KEY ?? '',
}

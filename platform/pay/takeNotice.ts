import type { PayChannelName } from '@yundian/domain'
import type { House } from '../house.ts'
import { recordPayment } from '../recordPayment.ts'
import { recordRefund } from '../refunds/recordRefund.ts'
import type { ParsedNotice } from './notice.ts'

/**
 * Records what a proven notice says, and nothing of one that is not believed (A9).
 * @returns whether it may be acknowledged: when this is true, its fact is stored
 */
export async function takeNotice(notice: ParsedNotice, channel: PayChannelName, house: House): Promise<boolean> {
  if (notice.kind === 'refused') {
    console.warn(JSON.stringify({ level: 'warn', notice: 'refused', reason: notice.reason }))
    return false
  }
  if (notice.kind === 'payment') await recordPayment({ ...notice.fact, channel }, house)
  if (notice.kind === 'refund') await recordRefund(notice.fact, house)
  return true
}

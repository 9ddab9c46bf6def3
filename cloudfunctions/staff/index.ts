import { admitStaff, connectCounter, serve } from '@yundian/platform'
import { acceptOrder } from './acceptOrder.ts'
import { advanceOrder } from './advanceOrder.ts'
import { moveBatch } from './bill/moveBatch.ts'
import { openTableBill } from './bill/openTableBill.ts'
import { splitTableBill } from './bill/splitTableBill.ts'
import { takeShare } from './bill/takeShare.ts'
import { voidLines } from './bill/voidLines.ts'
import { writeOffBill } from './bill/writeOffBill.ts'
import { checkTaken } from './checkTaken.ts'
import { declineRefund } from './declineRefund.ts'
import { openCounter } from './openCounter.ts'
import { openKitchen } from './openKitchen.ts'
import { refundOrder } from './refundOrder.ts'
import { showCode } from './showCode.ts'
import { takePayment } from './takePayment.ts'

connectCounter()

export const main = serve(admitStaff(), {
  openKitchen,
  acceptOrder,
  advanceOrder,
  refundOrder,
  declineRefund,
  openCounter,
  takePayment,
  showCode,
  checkTaken,
  openTableBill,
  splitTableBill,
  takeShare,
  voidLines,
  writeOffBill,
  moveBatch,
})

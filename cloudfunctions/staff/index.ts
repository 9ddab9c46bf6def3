import { admitStaff, connectCounter, serve } from '@yundian/platform'
import { acceptOrder } from './acceptOrder.ts'
import { topUp } from './account/topUp.ts'
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
import { callNext } from './queue/callNext.ts'
import { moveParty } from './queue/moveParty.ts'
import { openQueueBoard } from './queue/openQueueBoard.ts'
import { refundOrder } from './refundOrder.ts'
import { moveReservation } from './reservation/moveReservation.ts'
import { openReservations } from './reservation/openReservations.ts'
import { setOut } from './setOut.ts'
import { showCode } from './showCode.ts'
import { receiveDelivery, recordWaste, takeStock } from './stock/keepStock.ts'
import { openStock } from './stock/openStock.ts'
import { setSale } from './stock/setSale.ts'
import { answerCall } from './table/answerCall.ts'
import { closeTable } from './table/closeTable.ts'
import { greetGuests } from './table/greetGuests.ts'
import { joinTables } from './table/joinTables.ts'
import { openSeats } from './table/openSeats.ts'
import { setPeople } from './table/setPeople.ts'
import { splitTables } from './table/splitTables.ts'
import { tableCodes } from './table/tableCodes.ts'
import { tablesMap } from './table/tablesMap.ts'
import { transferTable } from './table/transferTable.ts'
import { takePayment } from './takePayment.ts'
import { openDeliveries } from './webhooks/openDeliveries.ts'
import { replayDelivery } from './webhooks/replayDelivery.ts'

connectCounter()

export const main = serve(admitStaff(), {
  openKitchen,
  acceptOrder,
  advanceOrder,
  setOut,
  openQueueBoard,
  callNext,
  openReservations,
  moveReservation,
  moveParty,
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
  answerCall,
  closeTable,
  greetGuests,
  joinTables,
  openSeats,
  setPeople,
  splitTables,
  tableCodes,
  tablesMap,
  transferTable,
  openStock,
  setSale,
  receiveDelivery,
  recordWaste,
  takeStock,
  topUp,
  openDeliveries,
  replayDelivery,
})

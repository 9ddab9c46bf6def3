import { admitDiner, serve } from '@yundian/platform'
import { chooseParts } from './account/chooseParts.ts'
import { askRefund } from './askRefund.ts'
import { openBill } from './bill/openBill.ts'
import { payShare } from './bill/payShare.ts'
import { splitBill } from './bill/splitBill.ts'
import { cancelOrder } from './cancelOrder.ts'
import { checkPayment } from './checkPayment.ts'
import { myMembership } from './myMembership.ts'
import { myOrders } from './myOrders.ts'
import { offerSlots } from './offerSlots.ts'
import { openMenu } from './openMenu.ts'
import { openOrder } from './openOrder.ts'
import { payOrder } from './payOrder.ts'
import { placeOrder } from './placeOrder.ts'
import { leaveQueue } from './queue/leaveQueue.ts'
import { openQueue } from './queue/openQueue.ts'
import { takeQueueNumber } from './queue/takeQueueNumber.ts'
import { cancelReservation } from './reservation/cancelReservation.ts'
import { myReservations } from './reservation/myReservations.ts'
import { reserveTable } from './reservation/reserveTable.ts'
import { callStaff } from './table/callStaff.ts'
import { editCart } from './table/editCart.ts'
import { openSitting } from './table/openSitting.ts'
import { openTable } from './table/openTable.ts'
import { orderBatch } from './table/orderBatch.ts'

export const main = serve(admitDiner, {
  openMenu,
  placeOrder,
  payOrder,
  chooseParts,
  checkPayment,
  cancelOrder,
  askRefund,
  openOrder,
  myOrders,
  myMembership,
  offerSlots,
  takeQueueNumber,
  openQueue,
  leaveQueue,
  reserveTable,
  cancelReservation,
  myReservations,
  openTable,
  editCart,
  orderBatch,
  openBill,
  splitBill,
  payShare,
  openSitting,
  callStaff,
})

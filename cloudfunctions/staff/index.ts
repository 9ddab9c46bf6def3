import { admitStaff, serve } from '@yundian/platform'
import { acceptOrder } from './acceptOrder.ts'
import { advanceOrder } from './advanceOrder.ts'
import { declineRefund } from './declineRefund.ts'
import { openKitchen } from './openKitchen.ts'
import { refundOrder } from './refundOrder.ts'

export const main = serve(admitStaff(), { openKitchen, acceptOrder, advanceOrder, refundOrder, declineRefund })

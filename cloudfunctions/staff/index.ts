import { admitStaff, serve } from '@yundian/platform'
import { acceptOrder } from './acceptOrder.ts'
import { advanceOrder } from './advanceOrder.ts'
import { openKitchen } from './openKitchen.ts'

export const main = serve(admitStaff(), { openKitchen, acceptOrder, advanceOrder })

import type { Clock } from '../clock.ts'
import type { CloudParts } from '../cloudParts.ts'
import type { Routes } from '../server/router.ts'
import { alipayDoor } from './alipay/alipayDoor.ts'
import { alipayNotices } from './alipay/alipayNotices.ts'
import type { NoticeChannel } from './noticeChannel.ts'
import type { PayKeys } from './payKeys.ts'
import type { PostNotice } from './postNotice.ts'
import { v3Door } from './v3/v3Door.ts'
import { v3Notices } from './v3/v3Notices.ts'

/** How the platforms that stand beside cloudPay tell merchants. */
export function remoteNotices(options: {
  keys: PayKeys
  clock: Clock
  appId: string
  /** How notices reach addresses; absent: over HTTP. */
  post?: PostNotice
}): Record<'wechatV3' | 'alipay', NoticeChannel> {
  return { wechatV3: v3Notices(options), alipay: alipayNotices(options) }
}

/** Where those platforms are asked: at the paths of the real ones. */
export function remotePlatformRoutes({ payKeys: keys, payments, clock, project }: CloudParts): Routes {
  if (keys === undefined) return {}
  return {
    '/v3': v3Door({ payments, clock, keys, appId: project.appId }),
    '/gateway.do': alipayDoor({ payments, clock, keys }),
  }
}

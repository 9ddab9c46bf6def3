import type { Clock } from '../clock.ts'
import { answerAlipay } from './alipay/alipayDoor.ts'
import { billArchive } from './alipay/bills.ts'
import type { PayKeys } from './payKeys.ts'
import type { Payments } from './payments.ts'
import type { PostNotice } from './postNotice.ts'
import type { SignedRequest } from './v3/signature.ts'
import { answerV3, type V3Answer } from './v3/v3Door.ts'

export interface InProcessPlatforms {
  keys: PayKeys
  /** Brings their notices to a merchant's address. */
  post: PostNotice
}

/** The platforms beside cloudPay without a network between: what a merchant asks of them, and what they answer. */
export interface RemotePlatforms {
  /** An HTTP request of API v3, signed by the merchant; the answer is signed by the platform. */
  askV3(request: SignedRequest): Promise<V3Answer>
  /** A method of Alipay's gateway, with the fields of its `biz_content`; neither side signs. */
  askAlipay(method: string, content: Record<string, unknown>, notifyUrl?: string): Promise<Record<string, unknown>>
  /** The archive under the address that Alipay gave for a day's bill. */
  alipayBill(address: string): Uint8Array
}

const origin = 'http://platform.invalid'

export function platformsInProcess(
  { keys }: InProcessPlatforms,
  { payments, clock, appId }: { payments: Payments; clock: Clock; appId: string },
): RemotePlatforms {
  return {
    askV3: (request) => answerV3(request, origin, { payments, clock, keys, appId }),
    askAlipay: (method, content, notifyUrl) =>
      answerAlipay(method, { content, notifyUrl, payments, clock, gateway: `${origin}/gateway.do` }),
    alipayBill: (address) =>
      billArchive(payments.bookOf('alipay').all(), new URL(address).searchParams.get('bill') ?? ''),
  }
}

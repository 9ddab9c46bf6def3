import type { AlipaySdk } from 'alipay-sdk'
import type { Clock } from '../../clock.ts'
import { beijingText } from '../beijingTime.ts'
import { privateKeyOf } from '../keys.ts'
import type { AlipayAccount } from './alipayAccount.ts'

/** Longer than any answer that is still worth waiting for, and shorter than a function lives. */
const answerWithinMs = 8_000

/** Fields of an answer, in camel case. `code` '10000' is success, '10003' and '20000' leave it open, '40004' is a refusal. */
export interface AlipayAnswer {
  code: string
  subCode?: string
  subMsg?: string
  [field: string]: unknown
}

/** How a merchant speaks with Alipay. */
export interface AlipayGate {
  readonly account: AlipayAccount
  readonly clock: Clock
  /**
   * @param tells whether Alipay is to tell our address what becomes of it
   * @throws Error when nobody answers, or the answer is not signed by Alipay: what became of the request is then unknown
   */
  ask(method: string, bizContent: Record<string, unknown>, tells?: boolean): Promise<AlipayAnswer>
  /** Whether the fields of a notice bear Alipay's signature. */
  proves(fields: Record<string, string>): Promise<boolean>
  /** The file under an address that Alipay gave. @throws Error */
  download(address: string): Promise<Uint8Array>
}

/** Asks Alipay's gateway by the official SDK, which is loaded when it is needed: most functions never do. */
export class AlipayClient implements AlipayGate {
  private opened: Promise<AlipaySdk> | undefined

  constructor(
    readonly account: AlipayAccount,
    readonly clock: Clock,
  ) {}

  async ask(method: string, bizContent: Record<string, unknown>, tells = false): Promise<AlipayAnswer> {
    const sdk = await this.sdk()
    const parameters = {
      bizContent,
      // The SDK would write the time of the machine's zone; functions run in UTC, Alipay thinks in Beijing's.
      timestamp: beijingText(this.clock.now()),
      ...(tells ? { notifyUrl: this.account.notifyUrl } : {}),
    }
    return { ...(await sdk.exec(method, parameters, { validateSign: true })) }
  }

  /** Only RSA2 counts: the notice itself must not choose less. */
  async proves(fields: Record<string, string>): Promise<boolean> {
    return fields.sign_type === 'RSA2' && (await this.sdk()).checkNotifySignV2(fields)
  }

  async download(address: string): Promise<Uint8Array> {
    const file = await fetch(address)
    if (!file.ok) throw new Error(`GET ${new URL(address).pathname}: ${file.status}`)
    return new Uint8Array(await file.arrayBuffer())
  }

  private sdk(): Promise<AlipaySdk> {
    this.opened ??= openSdk(this.account)
    return this.opened
  }
}

async function openSdk({ appId, privateKey, alipayPublicKey, gateway }: AlipayAccount): Promise<AlipaySdk> {
  const { AlipaySdk } = await import('alipay-sdk')
  const key = privateKeyOf(privateKey).export({ type: 'pkcs8', format: 'der' }).toString('base64')
  return new AlipaySdk({ appId, privateKey: key, alipayPublicKey, gateway, keyType: 'PKCS8', timeout: answerWithinMs })
}

/** Why Alipay refused, in its own words. */
export function refusalOf({ code, subCode, subMsg }: AlipayAnswer): string {
  return [code, subCode, subMsg].filter((part) => part !== undefined).join(' ')
}

import { make } from '../pageFrame.ts'
import { settings } from '../settings.ts'
import { asyncMember, Failure, type Options } from './asyncMember.ts'
import { openOverlay } from './dialogs.ts'

type Payment = { prepayId: string; totalFee: number; body?: string; state: string }
type Outcome = 'success' | 'fail' | 'silent' | 'cancel'
type PayAnswer = { ok: boolean; result?: string; code?: string }

const CHOICES: { outcome: Outcome; text: string }[] = [
  { outcome: 'success', text: '支付' },
  { outcome: 'fail', text: '支付失败：余额不足' },
  { outcome: 'silent', text: '付了但不通知' },
  { outcome: 'cancel', text: '取消' },
]

/**
 * wx.requestPayment: asks the person on a sheet over the phone and tells the local cloud's pay platform.
 * Success resolves; cancel fails with `requestPayment:fail cancel`; "paid but not told" leaves the money with the
 * platform and fails here as a phone that lost its network would.
 */
export const requestPayment = asyncMember('requestPayment', async (options) => {
  const prepayId = prepayIdOf(options)
  const payment = await findPayment(prepayId)
  const outcome = await askPerson(payment)
  if (outcome === 'cancel') throw new Failure('cancel')
  const answer = await pay(prepayId, outcome)
  if (!answer.ok) throw new Failure(String(answer.code ?? 'SYSTEMERROR'))
  if (outcome !== 'success' || answer.result !== 'paid') throw new Failure('')
  return {}
})

function prepayIdOf(options: Options): string {
  const text = String(options.package ?? '')
  if (!text.startsWith('prepay_id=')) throw new Failure('invalid parameter: package must be prepay_id=…')
  return text.slice('prepay_id='.length)
}

async function findPayment(prepayId: string): Promise<Payment | undefined> {
  const all = (await askCloud('/emulator/payments')) as Payment[]
  return all.find((payment) => payment.prepayId === prepayId)
}

async function pay(prepayId: string, outcome: Outcome): Promise<PayAnswer> {
  return (await askCloud('/emulator/payments/pay', { prepayId, openid: settings.openid, outcome })) as PayAnswer
}

async function askCloud(path: string, body?: Record<string, unknown>): Promise<unknown> {
  try {
    const response = await fetch(settings.cloudUrl + path, {
      ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    return await response.json()
  } catch (error) {
    throw new Failure(`network error: ${String(error)}`)
  }
}

function askPerson(payment: Payment | undefined): Promise<Outcome> {
  return openOverlay<Outcome>('mp-pay', (box, settle) => {
    const head = make('header', '', box)
    const close = make('button', 'mp-pay-close', head, { 'aria-label': '关闭' })
    close.textContent = '✕'
    close.onclick = () => settle('cancel')
    make('span', '', head).textContent = '微信支付 · 预览'
    make('p', 'mp-pay-shop', box).textContent = payment?.body ?? '向商户付款'
    const amount = make('p', 'mp-pay-amount', box, { 'data-testid': 'pay-amount' })
    amount.textContent = payment === undefined ? '订单不存在' : `¥${(payment.totalFee / 100).toFixed(2)}`
    const line = make('p', 'mp-pay-method', box)
    make('span', '', line).textContent = '付款方式'
    make('span', '', line).textContent = '零钱'
    for (const { outcome, text } of CHOICES) {
      const button = make('button', `mp-pay-${outcome}`, box, { 'data-testid': `pay-${outcome}` })
      button.textContent = text
      button.onclick = () => settle(outcome)
    }
    make('p', 'mp-pay-note', box).textContent = '本机模拟，不会真的扣款'
  })
}

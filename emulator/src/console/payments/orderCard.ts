import type { Delivery, OrderState, PayChannelName } from '../../pay/order.ts'
import type { PaymentState } from '../../pay/paymentState.ts'
import { address } from '../address.ts'
import { type Html, html } from '../markup/html.ts'
import { instantView } from '../markup/instants.ts'

const CHANNEL_WORDS: Record<PayChannelName, string> = {
  cloudPay: '云支付 cloudPay',
  wechatV3: '微信 WeChat v3',
  alipay: '支付宝 Alipay',
}

const STATE_WORDS: Record<OrderState, { words: string; kind: string }> = {
  NOTPAY: { words: '待支付 NOTPAY', kind: 'late' },
  SUCCESS: { words: '已支付 SUCCESS', kind: 'good' },
  CLOSED: { words: '已关闭 CLOSED', kind: '' },
  USERPAYING: { words: '等待输入密码 Waiting for the password', kind: 'late' },
  PAYERROR: { words: '支付失败 Failed', kind: 'bad' },
  REVOKED: { words: '已撤销 Taken back', kind: '' },
  REFUND: { words: '有退款 REFUND', kind: 'bad' },
}

/** An order of the pay platform with its refunds, every notice that was delivered, and buttons that deliver it again. */
export function orderCard(order: PaymentState, page: number, token: Html): Html {
  const { words, kind } = STATE_WORDS[order.state]
  const again = { channel: order.channel, outTradeNo: order.outTradeNo }
  return html`<section class="card">
    <p class="facts"><span class="amount">${yuan(order.totalFee)}</span> <span class="chip ${kind}">${words}</span>
      <span class="chip">${CHANNEL_WORDS[order.channel]}</span>
      <b class="code">${order.outTradeNo}</b> ${instantView(order.createdAt)}</p>
    <p class="facts"><span>${order.body}</span> <span>openid <b>${order.openid ?? '—'}</b></span> ${toldView(order)}
      ${order.transactionId !== undefined && html`<span>支付单号 Transaction <b class="code">${order.transactionId}</b></span>`}
      ${order.nextCallbackAt !== undefined && html`<span>下次通知 Next callback ${instantView(order.nextCallbackAt)}</span>`}</p>
    ${order.callbacks.length > 0 && deliveries('通知 Callbacks', order.callbacks)}
    ${order.transactionId !== undefined && notifyForm(again, page, token)}
    ${order.refunds.map(
      ({ outRefundNo, refundFee, isTold, callbacks }) => html`<section class="part">
        <p class="facts"><span>退款 Refund <b>${yuan(refundFee)}</b></span> <b class="code">${outRefundNo}</b></p>
        ${callbacks.length > 0 && deliveries('退款通知 Refund callbacks', callbacks)}
        ${isTold ? notifyForm({ ...again, outRefundNo }, page, token) : html`<p class="hint">不通知 Nobody is told</p>`}
      </section>`,
    )}
  </section>`
}

/** Who is told: a function, an address, or nobody. */
function toldView({ functionName, notifyUrl }: PaymentState): Html | false {
  if (functionName !== '') {
    return html`<span>回调函数 Callback <a href="${address('/function', { name: functionName })}">${functionName}</a></span>`
  }
  return notifyUrl !== undefined && html`<span>通知地址 Told at <b class="code">${notifyUrl}</b></span>`
}

function notifyForm(notice: Record<string, string>, page: number, token: Html): Html {
  return html`<form class="actions" method="post" action="${address('/payments/notify', { page })}">
    ${token}${Object.entries(notice).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <button class="button" name="times" value="1">再通知 Notify again</button>
    <button class="button" name="times" value="5">通知 5 次（并发） 5 at once</button>
  </form>`
}

function deliveries(title: string, list: Delivery[]): Html {
  const lines = list.map(
    ({ at, ok, answer, error }) => html`<li>${instantView(at)} ${acknowledged(ok)}
      <span class="code">${error ?? JSON.stringify(answer)}</span></li>`,
  )
  return html`<details class="deliveries"><summary>${title} <b>${list.length}</b> · ${instantView(list.at(-1)?.at)}
    ${acknowledged(list.at(-1)?.ok === true)}</summary>
    <ol>${lines}</ol></details>`
}

const acknowledged = (ok: boolean): Html =>
  html`<span class="chip ${ok ? 'good' : 'bad'}">${ok ? '已确认 acknowledged' : '未确认 not acknowledged'}</span>`

/** Fen, as the pay platform counts, as yuan: `¥12.05`. */
function yuan(fen: number): string {
  return `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

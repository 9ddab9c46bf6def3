import type { Order } from '@yundian/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openVisit, type Phone, type Visit } from './phones.ts'

let visit: Visit
let counter: Phone
let id: string
let diners = 0
beforeAll(async () => {
  visit = await openVisit({ payPlatforms: true })
  counter = await visit.phone('owner', 'staff/counter/counter')
})
afterAll(() => visit.close())

/** A diner orders and does not pay; the counter chooses his order. */
beforeEach(async () => {
  diners += 1
  const phone = await visit.phone(`guest${diners}`, 'pages/menu/menu?table=A5')
  await phone.tap('category-staples')
  await phone.tap('add-rice')
  await phone.tap('checkout')
  await phone.tap('place-order')
  await expect.poll(ownOrder, { timeout: 10_000 }).toBeDefined()
  id = (await ownOrder())?._id ?? ''
  await phone.page.context().close()
  await counter.tap(`counter-order-${id}`)
})

async function ownOrder(): Promise<Order | undefined> {
  const [order] = await visit.cloud.database.find('orders', { diner: `guest${diners}` })
  return order as unknown as Order | undefined
}

async function scan(then: 'pays' | 'asked' | 'cannot'): Promise<void> {
  await counter.tap('counter-scan')
  const code = visit.cloud.payments.payerCodes.show('wechat', `guest${diners}`, then)
  await counter.at('scan-input').fill(code)
  await counter.tap('scan-confirm')
}

/** What the diner does on his own phone. */
async function confirm(outcome: 'success' | 'fail'): Promise<void> {
  const asked = visit.cloud.payments
    .list()
    .find(({ openid, state }) => openid === `guest${diners}` && state === 'USERPAYING')
  await visit.cloud.payments.pay(asked?.prepayId ?? '', `guest${diners}`, outcome)
}

describe('the counter', () => {
  it('takes cash, and the order leaves the list', async () => {
    await counter.picture('counter-choose')
    await counter.tap('counter-cash')
    await counter.tap('modal-confirm')
    await counter.at('counter-taken').waitFor()
    await counter.picture('counter-taken')
    expect(await ownOrder()).toMatchObject({ status: 'paid', payment: { channel: 'cash' } })
    await counter.tap('counter-back')
    await counter.at('counter-empty').waitFor()
  })

  it('waits for the password of a diner whose code it scanned, and shows that he paid', async () => {
    await scan('asked')
    await counter.at('counter-password').waitFor()
    await counter.picture('counter-password')
    await confirm('success')
    await counter.at('counter-taken').waitFor()
    expect(await ownOrder()).toMatchObject({ status: 'paid', payment: { channel: 'wechatCode' } })
    await counter.tap('counter-back')
  })

  it('says that a diner could not pay, and takes the money another way', async () => {
    await scan('cannot')
    await counter.at('counter-failed').waitFor()
    await counter.picture('counter-failed')
    await counter.tap('counter-other')
    await counter.tap('counter-cash')
    await counter.tap('modal-confirm')
    await counter.at('counter-taken').waitFor()
    await counter.tap('counter-back')
  })

  it('shows a code of ours, and by itself that it was paid', async () => {
    await counter.tap('counter-show')
    await counter.at('counter-code').waitFor()
    await counter.picture('counter-code')
    const own = visit.cloud.payments.list().find(({ channel, body }) => channel === 'alipay' && body !== '')
    await visit.cloud.payments.pay(own?.prepayId ?? '', `guest${diners}`, 'silent')
    await counter.at('counter-taken').waitFor()
    expect(await ownOrder()).toMatchObject({ status: 'paid', payment: { channel: 'alipay' } })
    expect(await counter.troubles()).toEqual([])
  })
})

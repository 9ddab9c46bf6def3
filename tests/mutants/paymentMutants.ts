// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of programs
import { type Mutant, scenario } from './mutant.ts'

/** In what the pay platform says, and in what it is told. */
export const paymentMutants: Mutant[] = [
  {
    name: 'the amount of a notice is not compared',
    file: 'platform/recordPayment.ts',
    old: '    totalFen: fact.totalFee,\n',
    young: '',
    tests: [scenario('payNotices')],
  },
  {
    name: 'the payer of a notice is not compared',
    file: 'platform/recordPayment.ts',
    old: '    ...(fact.payer === undefined ? {} : { diner: fact.payer }),\n',
    young: '',
    tests: [scenario('payNotices')],
  },
  {
    name: 'the merchant of a notice is not compared',
    file: 'platform/recordPayment.ts',
    old: 'if (fact.merchant !== undefined && fact.merchant !== ourMerchant)',
    young: "if (fact.merchant === 'nobody')",
    tests: [scenario('payNotices')],
  },
  {
    name: 'a notice is recorded whatever the state is',
    file: 'platform/recordPayment.ts',
    old: "    { ...fits, status: 'placed' },\n",
    young: '    fits,\n',
    tests: [scenario('payNotices')],
  },
  {
    name: 'the state is checked before the write, not in it',
    file: 'platform/recordPayment.ts',
    old: "  const changed = await records.orders.update(\n    { ...fits, status: 'placed' },\n",
    young:
      "  const seen = await records.orders.find({ ...fits, status: 'placed' })\n  const changed = seen.length === 0 ? 0 : await records.orders.update(\n    { _id: fact.outTradeNo },\n",
    tests: [scenario('payNotices')],
  },
  {
    name: 'a payment after the cancellation is dropped',
    file: 'platform/recordPayment.ts',
    old: '  if (order?.payment?.transactionId) return\n',
    young: "  if (order?.payment?.transactionId || order?.status === 'cancelled') return\n",
    tests: [scenario('unpaidOrders')],
  },
  {
    name: 'money that fits no order is acknowledged in silence',
    file: 'platform/recordPayment.ts',
    old: 'if (misfit) return suspend(fact, misfit, house)',
    young: 'if (misfit) return',
    tests: [scenario('payNotices')],
  },
  {
    name: 'a notice is acknowledged though it could not be recorded',
    file: 'platform/serve.ts',
    old: "return { errcode: 1, errmsg: 'not recorded, send again' }",
    young: "return { errcode: 0, errmsg: 'recorded' }",
    tests: [scenario('payNotices')],
  },
  {
    name: 'a notice is believed whoever sends it',
    file: 'platform/serve.ts',
    old: "if (origin.kind !== 'payPlatform')",
    young: "if (origin.kind === 'trigger')",
    tests: [scenario('payNotices')],
  },
  {
    name: 'a cancelled order’s payment is left open',
    file: 'cloudfunctions/diner/cancelOrder.ts',
    old: "_.push([...effectsOf('cancelled'), 'closePayment'])",
    young: "_.push(effectsOf('cancelled'))",
    tests: [scenario('unpaidOrders')],
  },
  {
    name: 'an overdue order is cancelled without closing its payment',
    file: 'cloudfunctions/everyMinute/endExpiredOrders.ts',
    old: '  if (!order.payment) return true\n',
    young: '  if (order.payment) return true\n',
    tests: [scenario('unsurePlatform')],
  },
  {
    name: 'a payment that was begun again is cancelled',
    file: 'cloudfunctions/everyMinute/endExpiredOrders.ts',
    old: "{ 'payment.startedAt': payment.startedAt }",
    young: "{ 'payment.startedAt': _.exists(true) }",
    tests: [scenario('unsurePlatform')],
  },
  {
    name: 'a refusal to close is taken for closed',
    file: 'platform/pay/cloudPay/wechatPay.ts',
    old: "      if (state === 'paid') return 'paid'\n",
    young: "      if (state === 'paid') return 'closed'\n",
    tests: [scenario('unpaidOrders')],
  },
  {
    name: 'nobody asks about silent payments',
    file: 'cloudfunctions/everyMinute/findSilentPayments.ts',
    old: "{ status: 'placed', 'payment.startedAt': _.exists(true) }",
    young: "{ status: 'closed', 'payment.startedAt': _.exists(true) }",
    tests: [scenario('payNotices')],
  },
]

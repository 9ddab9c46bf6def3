import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** Sends notices of payments that never were: as a client (A9), and as the platform but with one field that is false (A10). */
export async function forgeNotices(world: World, random: Random, closed: () => boolean): Promise<void> {
  while (!closed()) {
    await world.scheduler.wait(random.between(30_000, 200_000))
    if (world.orders.size === 0) continue
    const order = world.orders.get(random.pick([...world.orders.keys()]))
    if (!order) continue
    const right = {
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      outTradeNo: order._id,
      transactionId: `9999${random.digits(24)}`,
      totalFee: order.totalFen,
      subMchId: process.env.SUB_MCH_ID,
      subOpenid: order.diner,
    }
    const lies = [
      { totalFee: random.pick([1, order.totalFen - 1, order.totalFen + 1]) },
      { subOpenid: 'mallory' },
      { subMchId: '1999999999' },
      { outTradeNo: random.hex(32) },
      { totalFee: '1' },
    ]
    const asClient = random.chance(0.4)
    const call = asClient
      ? { event: right, source: 'wx_client', client: { kind: 'miniProgram' as const, openid: order.diner } }
      : { event: { ...right, ...random.pick(lies) }, source: 'wx_paycallback' }
    await world.functions.call({ functionName: 'paymentNotified', ...call }).catch(() => {})
  }
}

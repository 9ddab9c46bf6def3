import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isReal, openTarget, type Target } from './target.ts'
import type { WxCloud } from './wxCloud.ts'

// In a real environment each message needs a template of its own and a user who agreed.
describe.skipIf(isReal)('subscribeMessage.send', () => {
  let target: Target
  let ann: WxCloud
  beforeAll(async () => {
    target = await openTarget()
    ann = await target.miniProgram('ann')
  })
  afterAll(() => target.close())

  const send = async (fields: object) => {
    const message = { templateId: 'ready', page: 'pages/order/index', data: { thing1: { value: '取餐' } }, ...fields }
    return (await ann.callFunction({ name: 'cashier', data: { api: 'subscribeMessage.send', data: message } })).result
  }

  it('answers errCode 0 and ok', async () => {
    expect(await send({ touser: 'ann' })).toMatchObject({ errCode: 0, errMsg: expect.stringMatching(/ok$/) })
  })

  it.each([undefined, 7, null])('refuses the receiver %s with 40003', async (touser) => {
    await expect(send({ touser })).rejects.toMatchObject({ errMsg: expect.stringContaining('40003') })
  })
})

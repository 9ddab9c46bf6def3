import { expect, it } from 'vitest'
import { describeOnPhone } from '../testing/testPhone.ts'

describeOnPhone('wx of a mini-program', (phone) => {
  it('speaks by toast, modal, action sheet and scan box', async () => {
    const { open, press, reads, page } = phone()
    await open('pages/home/home')
    await press('toast')
    await reads('mp-toast', 'done')
    await press('modal')
    await press('modal-confirm')
    await reads('answer', 'confirmed')
    await press('sheet')
    await press('action-1')
    await reads('answer', 'item 1')
    await press('sheet')
    await press('action-cancel')
    await reads('answer', 'showActionSheet:fail cancel')
    await press('scan')
    await page.getByTestId('scan-input').fill('table=A5')
    await press('scan-confirm')
    await reads('answer', 'scanned table=A5')
  })

  it('calls cloud functions as the person who holds the phone', async () => {
    const { open, press, reads, cloud } = phone()
    await open('pages/home/home', 'diner-c')
    await press('call')
    await reads('answer', '{"n":1}')
    expect(cloud.asked.find(({ body }) => body.function_name === 'echo')).toEqual({
      path: '/admin?env=somewhere',
      openid: 'diner-c',
      body: { action: 'functions.invokeFunction', function_name: 'echo', request_data: '{"n":1}' },
    })
    await press('call-bad')
    await reads('answer', '-504002')
  })

  it.each([
    { choice: 'success', answer: 'requestPayment:ok', told: 'success' },
    { choice: 'fail', answer: 'requestPayment:fail', told: 'fail' },
    { choice: 'silent', answer: 'requestPayment:fail', told: 'silent' },
    { choice: 'cancel', answer: 'requestPayment:fail cancel', told: undefined },
  ])('asks for payment on a sheet: $choice', async ({ choice, answer, told }) => {
    const { open, press, reads, cloud, page } = phone()
    await open('pages/home/home')
    await press('pay')
    expect(await page.locator('.mp-pay-shop').textContent()).toBe('Sample shop')
    await reads('pay-amount', '¥48.50')
    await press(`pay-${choice}`)
    await reads('answer', answer)
    const pay = cloud.asked.find(({ path }) => path === '/emulator/payments/pay')
    expect(pay?.body).toEqual(told && { prepayId: 'p1', openid: 'diner-b', outcome: told })
  })
})

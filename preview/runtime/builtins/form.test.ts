import { expect, it } from 'vitest'
import { describeOnPhone } from '../testing/testPhone.ts'

describeOnPhone('a form of a mini-program', (phone) => {
  it('collects a form: input, textarea, checks, radios, switch, picker, slider', async () => {
    const { open, at, press, reads, page } = phone()
    await open('pages/form/form')
    const hint = at('who').locator('wx-placeholder')
    expect(await hint.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(12, 34, 56)')
    await at('who').locator('input').pressSequentially('liliana')
    await reads('typed', /^LILIa/)
    expect(await at('who').locator('input').inputValue()).toBe('LILIA')
    await at('code').locator('input').fill('42')
    await reads('typed', /42/)
    await at('code').locator('input').press('Enter')
    await reads('submitted', 'confirmed 42')
    await press('label-egg')
    await press('big')
    await press('spicy')
    await press('table')
    await press(page.getByRole('option', { name: 'A2' }))
    await expect.poll(() => page.locator('.mp-wheel').evaluate((wheel) => wheel.scrollTop)).toBe(44)
    await press(page.getByTestId('picker-confirm'))
    await reads('table', 'table A2')
    await press('submit')
    await reads('submitted', /^\{/)
    expect(JSON.parse((await at('submitted').textContent())!)).toEqual({
      who: 'LILIA',
      code: '42',
      note: 'first',
      extras: ['egg', 'tofu'],
      size: 'big',
      spicy: true,
      table: '1',
      heat: 4,
    })
    await press('reset')
    await reads('submitted', 'reset')
    expect(await at('who').locator('input').inputValue()).toBe('')
    await press('disabled')
    await press('phone-button')
    await reads('submitted', 'phone phone-diner-b')
    expect(await at('rich').innerHTML()).toBe('<b>bold</b>')
  })
})

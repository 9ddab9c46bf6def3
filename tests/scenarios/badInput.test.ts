import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { line, orderInput } from '../house/orderInput.ts'
import { openTestHouse, type TestHouse } from '../house/testHouse.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(async () => {
  // Whatever was tried, nothing was sold and nothing was written.
  expect(await house.cloud.database.count('orders', {})).toBe(0)
  expect(await house.board()).toMatchObject({ holds: {}, left: { tripe: 50, brain: 3 } })
  await house.close()
})

const good = () => orderInput([line('rice')], 300)
const withLine = (change: object) => ({ ...good(), lines: [{ ...line('rice'), ...change }] })

/** What is sent, and the refusal that must come: its code, and the field that it names. */
const attacks: { name: string; input: () => unknown; code: string; field?: string }[] = [
  { name: 'A1: a price in a line', input: () => withLine({ price: 1 }), code: 'bad_input', field: 'lines.0.price' },
  { name: 'A1: another total', input: () => ({ ...good(), expectedTotal: 1 }), code: 'total_changed' },
  {
    name: 'A2: the price of an option',
    input: () => ({
      ...good(),
      lines: [{ ...line('dandan', { spec: 'large' }), options: [{ group: 'extra', option: 'egg', fen: -999 }] }],
    }),
    code: 'bad_input',
    field: 'lines.0.options.0.fen',
  },
  ...[-5, 0, 0.5, 1e9, 100, Number.NaN, '1', null, { $gt: 0 }].map((quantity) => ({
    name: `A3: a quantity of ${JSON.stringify(quantity)}`,
    input: () => withLine({ quantity }),
    code: 'bad_input',
    field: 'lines.0.quantity',
  })),
  {
    name: 'A5: an openid in the request',
    input: () => ({ ...good(), openid: 'victim' }),
    code: 'bad_input',
    field: 'openid',
  },
  { name: 'A7: a status', input: () => ({ ...good(), status: 'paid' }), code: 'bad_input', field: 'status' },
  { name: 'A7: an _openid', input: () => ({ ...good(), _openid: 'victim' }), code: 'bad_input', field: '_openid' },
  {
    name: 'A8: an operator for a dish',
    input: () => withLine({ dish: { $ne: null } }),
    code: 'bad_input',
    field: 'lines.0.dish',
  },
  {
    name: 'A8: a path for a dish',
    input: () => withLine({ dish: 'tripe.x' }),
    code: 'bad_input',
    field: 'lines.0.dish',
  },
  {
    name: 'A8: __proto__ for a dish',
    input: () => withLine({ dish: '__proto__' }),
    code: 'bad_input',
    field: 'lines.0.dish',
  },
  {
    name: 'A8: an operator for the store',
    input: () => ({ ...good(), store: { $ne: '' } }),
    code: 'bad_input',
    field: 'store',
  },
  {
    name: 'A8: a path in the request key',
    input: () => ({ ...good(), requestKey: 'a.b.c.d.e.f' }),
    code: 'bad_input',
    field: 'requestKey',
  },
  { name: 'an unknown dish', input: () => withLine({ dish: 'dragon' }), code: 'unknown_dish', field: 'lines.0.dish' },
  {
    name: 'an inherited name for a dish',
    input: () => withLine({ dish: 'constructor' }),
    code: 'unknown_dish',
    field: 'lines.0.dish',
  },
  { name: 'an unknown spec', input: () => withLine({ spec: 'huge' }), code: 'bad_choice', field: 'lines.0.spec' },
  {
    name: 'no choice where one is required',
    input: () => ({ ...good(), lines: [line('dandan', { spec: 'large' })] }),
    code: 'bad_choice',
    field: 'lines.0.options',
  },
  {
    name: 'more options than allowed',
    input: () => ({ ...good(), lines: [line('dandan', { spec: 'large', options: ['spicy/hot', 'spicy/mild'] })] }),
    code: 'bad_choice',
    field: 'lines.0.options',
  },
  {
    name: 'the same option twice',
    input: () => ({
      ...good(),
      lines: [line('dandan', { spec: 'large', options: ['spicy/hot', 'extra/egg', 'extra/egg'] })],
    }),
    code: 'bad_choice',
    field: 'lines.0.options.2',
  },
  {
    name: 'a set menu without its parts',
    input: () => ({ ...good(), lines: [line('duo')] }),
    code: 'bad_choice',
    field: 'lines.0.choices',
  },
  { name: 'an unknown table', input: () => ({ ...good(), table: 'Z9' }), code: 'unknown_table' },
  { name: 'an unknown store', input: () => ({ ...good(), store: 'nowhere' }), code: 'unknown_store' },
  { name: 'no lines', input: () => ({ ...good(), lines: [] }), code: 'bad_input', field: 'lines' },
  {
    name: 'A19: ten thousand lines',
    input: () => ({ ...good(), lines: Array(10_000).fill(line('rice')) }),
    code: 'bad_input',
    field: 'lines',
  },
  {
    name: 'A19: a remark of 5 MB',
    input: () => ({ ...good(), remark: 'x'.repeat(5_000_000) }),
    code: 'bad_input',
    field: 'remark',
  },
  { name: 'nothing at all', input: () => null, code: 'bad_input' },
]

describe('placeOrder refuses, and names the field', () => {
  for (const { name, input, code, field } of attacks) {
    it(name, async () => {
      const reply = await house.diner('mallory').send('placeOrder', input())
      expect(reply).toMatchObject({ ok: false, code, ...(field === undefined ? {} : { details: { field } }) })
    })
  }

  it('an order before the store opens', async () => {
    const closed = await openTestHouse({ clock: '2026-05-06T08:59:00+08:00' })
    try {
      const reply = await closed.diner('ann').send('placeOrder', good())
      expect(reply).toMatchObject({ code: 'store_closed', details: { opensAtMinutes: 540 } })
    } finally {
      await closed.close()
    }
  })
})

describe('every action refuses', () => {
  const orderActions = ['payOrder', 'chooseParts', 'checkPayment', 'cancelOrder', 'openOrder'] as const
  for (const action of orderActions) {
    it(`A8: ${action} of an operator instead of an order`, async () => {
      const reply = await house.diner('mallory').send(action, { order: { $ne: null } })
      expect(reply).toMatchObject({ code: 'bad_input', details: { field: 'order' } })
    })
  }

  it('an action that there is not', async () => {
    for (const action of ['refundAll', 'constructor', '__proto__', '']) {
      const reply = await house.diner('mallory').send(action as 'openMenu', {})
      expect(reply).toMatchObject({ code: 'unknown_action' })
    }
  })
})

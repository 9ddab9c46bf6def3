import { Refusal, type RefusalCode, type RefusalDetails } from '@yundian/domain'
import { describe, expect, it } from 'vitest'
import { Unanswered } from './services/house'
import { explain, wording } from './wording'

const examples: RefusalDetails = {
  bad_input: { field: 'lines.0.quantity', problem: 'too_small' },
  unknown_action: { action: 'fly' },
  not_allowed: { need: 'staff' },
  unknown_store: { store: 'x' },
  unknown_table: { table: 'Z9' },
  table_not_open: { table: 'A1' },
  table_code_needed: { table: 'A1', why: 'locked', retryMs: 90_000 },
  table_not_greeted: { table: 'A1' },
  table_unpaid: { table: 'A1', unpaidFen: 12800 },
  table_taken: { table: 'A1' },
  table_full: { table: 'A1', most: 40 },
  unknown_sitting: { sitting: 'a' },
  sitting_closed: { sitting: 'a' },
  cart_changed: { sitting: 'a' },
  too_many_lines: { most: 200 },
  store_closed: { opensAtMinutes: 1530 },
  menu_changed: { menuVersion: 8, totalFen: 1280 },
  total_changed: { totalFen: 1280, expectedFen: 1180 },
  mode_not_offered: { mode: 'delivery' },
  too_far: { metres: 6210, mostMetres: 5000 },
  not_entitled: { to: 'newCustomer' },
  below_minimum: { goodsFen: 1280, minimumFen: 3000 },
  no_such_slot: { from: 1_788_300_000_000 },
  slot_full: { from: 1_788_300_000_000, next: [1_788_301_800_000] },
  not_ahead: { dish: 'brain', name: '脑花' },
  station_busy: { station: 'wok', name: '炒锅', minutes: 12 },
  unknown_dish: { dish: 'x', field: 'lines.0.dish' },
  bad_choice: { dish: 'x', field: 'lines.0.options', problem: 'unknown' },
  not_now: {
    dish: 'soymilk',
    name: '豆浆',
    field: 'lines.0.dish',
    why: 'period',
    when: { periods: [{ id: 'breakfast', name: '早市', from: 360, to: 600 }] },
  },
  required_missing: { rule: 'pot', name: '锅底', missing: 1, dishes: ['tallow'] },
  import_under_way: { store: 'lane' },
  wrong_sheet: { problems: [{ line: 12, column: 'price', words: '不是数字' }] },
  sold_out: { dish: 'brain', name: '脑花', left: 2 },
  unknown_ingredient: { ingredient: 'flour' },
  not_enough_stock: { left: 3, held: 2 },
  too_many_open: { what: 'portions', dish: 'brain', name: '脑花', most: 20 },
  request_changed: { order: 'a' },
  unknown_order: { order: 'a' },
  wrong_status: { status: 'cooking', wanted: 'placed' },
  hold_expired: { order: 'a' },
  not_refundable: { why: 'too_much', leftFen: 1800 },
  not_voidable: { why: 'reason_needed' },
  nothing_to_pay: { sitting: 's' },
  bill_being_paid: { sitting: 's' },
  bill_changed: { bill: 'b' },
  share_settled: { bill: 'b', share: 's1' },
  share_claimed: { share: 's1', by: 'counter', at: 0 },
  unknown_delivery: { delivery: 'x' },
  due_changed: { dueFen: 1280, expectedFen: 1180 },
  payment_unavailable: { reason: 'SYSTEMERROR', next: ['counter'] },
}

describe('wording', () => {
  it('has Chinese words, without a technical one, for every refusal', () => {
    for (const code of Object.keys(wording) as RefusalCode[]) {
      const words = explain(new Refusal(code, examples[code]))
      expect(words.replace(/[^\u4e00-\u9fff]/g, '').length, code).toBeGreaterThan(4)
      expect(words, code).not.toMatch(/undefined|NaN|\[object|[a-z]_[a-z]/)
    }
  })

  it('says what the diner can act on', () => {
    expect(explain(new Refusal('sold_out', examples.sold_out))).toBe('“脑花”只剩 2 份了')
    expect(explain(new Refusal('sold_out', { ...examples.sold_out, left: 0 }))).toBe('“脑花”刚刚卖完了')
    const instead = { dish: 'tripe', name: '毛肚' }
    expect(explain(new Refusal('sold_out', { ...examples.sold_out, left: 0, instead }))).toContain('换成“毛肚”')
    expect(explain(new Refusal('not_now', examples.not_now))).toBe('“豆浆”现在不供应，早市 06:00–10:00供应')
    expect(explain(new Refusal('store_closed', examples.store_closed))).toContain('01:30')
    expect(explain(new Refusal('total_changed', examples.total_changed))).toMatch(/11\.80.*12\.80/)
  })

  it('tells a lost connection from a fault of the house', () => {
    expect(explain(new Unanswered('network', ''))).not.toBe(explain(new Unanswered('fault', '')))
  })
})

import type { DinerRequest } from '@yundian/contract'
import type { LineRequest } from '@yundian/domain'

let keys = 0

interface LineChoices {
  spec?: string
  /** `group/option` */
  options?: string[]
  /** `part/dish` */
  choices?: string[]
  quantity?: number
}

export function line(
  dish: string,
  { spec = 'one', options = [], choices = [], quantity = 1 }: LineChoices = {},
): LineRequest {
  return {
    dish,
    spec,
    options: options.map((choice) => ({ group: choice.split('/')[0] ?? '', option: choice.split('/')[1] ?? '' })),
    choices: choices.map((choice) => ({ part: choice.split('/')[0] ?? '', dish: choice.split('/')[1] ?? '' })),
    quantity,
  }
}

/** A request with a key of its own, for table A1. */
export function orderInput(
  lines: LineRequest[],
  expectedTotal: number,
  more: Partial<DinerRequest<'placeOrder'>> = {},
): DinerRequest<'placeOrder'> {
  keys += 1
  return {
    store: 'lane',
    requestKey: `key-${String(keys).padStart(8, '0')}`,
    menuVersion: 1,
    mode: 'dineIn',
    table: 'A1',
    lines,
    expectedTotal,
    ...more,
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../root.ts'
import { orderLifeDiagram, orderLifeTable } from './orderLife.ts'

it('docs/payments.md shows the life of an order as the code has it', () => {
  const page = readFileSync(join(root, 'docs/payments.md'), 'utf8')
  expect(page).toContain(orderLifeDiagram())
  expect(page).toContain(orderLifeTable())
})

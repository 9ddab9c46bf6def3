import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type InProcessCloud, loadUnbuiltProject, openInProcessCloud } from './inProcessCloud.ts'

const project = loadUnbuiltProject(join(import.meta.dirname, '../fixtures/conformance'), {})

const insertion = (id: string) => ({ collectionName: 'things', data: [JSON.stringify({ _id: id, at: 1 })] })

async function open(call: (functionName: string) => void = () => {}): Promise<InProcessCloud> {
  const collections = [{ name: 'things', indexes: [] }]
  const trigger = {
    name: 'made',
    collection: 'things',
    event: 'insert',
    functions: ['echo'],
    frequency: 'always',
  } as const
  const databaseTriggers = [{ ...trigger, functions: ['echo'] }]
  return openInProcessCloud({
    project: { ...project, collections, databaseTriggers },
    clock: '2026-05-01T00:00:00Z',
    makeId: () => 'made',
    numbers: { hex: (bytes) => '0'.repeat(bytes * 2), digits: (count) => '0'.repeat(count) },
    call: async ({ functionName }) => {
      call(functionName)
      return '{"errcode":0}'
    },
  })
}

it('answers the requests of the server SDKs as the door does, failures as data', async () => {
  const { request } = await open()
  expect(await request('database.insertDocument', insertion('a'))).toMatchObject({ data: { insertedIds: ['a'] } })
  expect(await request('database.insertDocument', insertion('a'))).toMatchObject({ code: 'DATABASE_DUPLICATE_WRITE' })
})

it('keeps its time until it is moved, and then runs what became due', async () => {
  const called: string[] = []
  const { clock, cloudPay, payments } = await open((name) => called.push(name))
  const fields = { out_trade_no: 'a', total_fee: 5, body: 'x', sub_mch_id: '1', function_name: 'echo' }
  await cloudPay('unifiedOrder', { ...fields, spbill_create_ip: '127.0.0.1', env_id: project.envId }, 'ann')
  await payments.pay(payments.list()[0]?.prepayId ?? '', 'ann', 'success')
  expect(called).toEqual(['echo'])
  expect(clock.now()).toBe(Date.parse('2026-05-01T00:00:00Z'))
  const ticks: number[] = []
  clock.at(clock.now() + 60_000, () => ticks.push(clock.now()))
  expect(clock.nextTaskAt).toBe(clock.now() + 60_000)
  clock.advance(60_000)
  expect(ticks).toEqual([Date.parse('2026-05-01T00:01:00Z')])
})

it('starts what the database triggers start', async () => {
  const called: string[] = []
  const { request } = await open((name) => called.push(name))
  await request('database.insertDocument', insertion('a'))
  expect(called).toEqual(['echo'])
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SHOP_FOLDER, startShop } from '../fixtures/shop.ts'
import { DataInUseError, PortInUseError, ProjectError, startCloud } from './index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloud-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a local cloud', () => {
  it('keeps its data over a restart, and deletes it when asked to begin anew', async () => {
    const first = await startShop({ data: folder })
    await first.database.insert('orders', [{ _id: 'kept' }])
    await first.stop()
    const second = await startShop({ data: folder })
    expect(await second.database.count('orders', {})).toBe(1)
    await second.stop()
    const anew = await startShop({ data: folder, reset: true })
    expect(await anew.database.count('orders', {})).toBe(0)
    await anew.stop()
  })

  it('refuses a clock that is no instant and a port that it was told to take and cannot', async () => {
    await expect(startShop({ clock: 'noon' })).rejects.toBeInstanceOf(RangeError)
    const holder = await startShop()
    await expect(startShop({ port: holder.port })).rejects.toBeInstanceOf(PortInUseError)
    await holder.stop()
  })

  it('names the collection whose data breaks a newly declared unique index', async () => {
    const declare = (indexes: unknown[]) => {
      const inputs = { collections: [{ collectionName: 'coupons', createIndexes: indexes }] }
      const plugins = { db: { use: '@cloudbase/framework-plugin-database', inputs } }
      writeFileSync(join(folder, 'cloudbaserc.json'), JSON.stringify({ envId: 'x', framework: { plugins } }))
    }
    const start = () => startCloud({ project: folder, port: 0, data: join(folder, 'data') })
    declare([])
    const first = await start()
    await first.database.insert('coupons', [{ code: 1 }, { code: 1 }])
    await first.stop()
    declare([{ name: 'code', unique: true, keys: [{ name: 'code', direction: '1' }] }])
    const refused = start()
    await expect(refused).rejects.toBeInstanceOf(ProjectError)
    await expect(refused).rejects.toThrow(/cloudbaserc\.json: collection coupons cannot be made: .*E11000/)
    declare([])
    await (await start()).stop()
  })

  it('is idle only when what a call started has ended too', async () => {
    const cloud = await startShop()
    const paid = { _id: '1', status: 'paid', total: { fen: 300 } }
    const calls = Promise.all([cloud.callFunction('echo', { waitMs: 50, add: 'a note' }), cloud.idle()])
    await cloud.database.insert('orders', [paid])
    await cloud.idle()
    expect(cloud.parts.callLog.recent().map((call) => call.function)).toEqual(
      expect.arrayContaining(['echo', 'changed']),
    )
    expect(await cloud.database.count('seen', {})).toBe(2)
    await calls
    await cloud.stop()
  })

  it('stops while calls run, and refuses them', async () => {
    const cloud = await startShop()
    const calls = Array.from({ length: 12 }, () => cloud.callFunction('echo', { waitMs: 60_000 }))
    const outcomes = Promise.allSettled(calls)
    await cloud.stop()
    expect((await outcomes).map(({ status }) => status)).toEqual(calls.map(() => 'rejected'))
    await cloud.stop()
  })

  it('is seeded once, while it is empty, and says which line of the file is bad', async () => {
    const file = join(folder, 'seed.jsonl')
    const start = () => startShop({ data: join(folder, 'data'), seed: file })
    await expect(start()).rejects.toThrow(/^.*seed\.jsonl: cannot be read: /)
    writeFileSync(file, '{"collection":"orders","doc":{"_id":"a"}}\n{"collection":"orders"}\n')
    await expect(start()).rejects.toThrow(/seed\.jsonl: line 2 is not/)
    writeFileSync(file, '{"collection":"orders","doc":{"_id":"a"}}\n')
    const first = await start()
    await first.database.update('orders', { _id: 'a' }, { $set: { served: true } }, { multi: false })
    await first.stop()
    const second = await start()
    expect(await second.database.find('orders', {})).toEqual([{ _id: 'a', served: true }])
    await second.stop()
  })

  it('leaves data alone whose holder lives but takes long to answer, and takes it from a dead one', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const holdAs = (pid: number) => writeFileSync(join(folder, 'running.json'), JSON.stringify({ url, pid }))
    holdAs(process.pid)
    await expect(startShop({ data: folder })).rejects.toBeInstanceOf(DataInUseError)
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'close')
    holdAs(gone.pid ?? 0)
    await (await startShop({ data: folder })).stop()
    silent.close()
  })

  it('runs a project that is reached through a link and lies inside ES modules', async () => {
    const real = join(folder, 'real')
    cpSync(SHOP_FOLDER, real, { recursive: true })
    writeFileSync(join(real, 'package.json'), '{"type":"module"}')
    symlinkSync(real, join(folder, 'link'), 'junction')
    const cloud = await startShop({ project: join(folder, 'link') })
    expect(await cloud.callFunction('styles', { style: 'value' })).toBe('a value')
    await cloud.stop()
  })

  it('stops while a writer waits for a transaction', async () => {
    const cloud = await startShop({ data: folder })
    const { database } = cloud
    await database.insert('orders', [{ _id: 'held' }])
    const transaction = database.begin()
    await database.update('orders', { _id: 'held' }, { $set: { by: 'transaction' } }, { multi: false, transaction })
    const waiting = database.update('orders', { _id: 'held' }, { $set: { by: 'writer' } }, { multi: false })
    await cloud.stop()
    expect(await waiting).toEqual({ matched: 1, updated: 1 })
    const again = await startShop({ data: folder })
    expect(await again.database.find('orders', {})).toEqual([{ _id: 'held', by: 'writer' }])
    await again.stop()
  })
})

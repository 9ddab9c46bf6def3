import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVisit, type Visit } from './phones.ts'

let visit: Visit
beforeAll(async () => {
  visit = await openVisit()
}, 60_000)
afterAll(() => visit.close())

describe('the owner, on a phone', () => {
  it('takes the menu home as a file, and brings a changed one back, wrong lines told first', async () => {
    const phone = await visit.phone('owner', 'staff/sheet/sheet')
    const [download] = await Promise.all([phone.page.waitForEvent('download'), phone.tap('sheet-export-csv')])
    const text = readFileSync(await download.path(), 'utf8')
    expect(text.split('\n').length).toBeGreaterThan(200)

    const bring = async (file: string) => {
      const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), phone.tap('sheet-import')])
      await chooser.setFiles({ name: 'menu.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
    }
    await bring('类型,编号,价格\n菜品,rice,\n规格,one,三块\n')
    await phone.at('sheet-problem-0').waitFor()
    expect(await phone.read('sheet-problem-0')).toBe('第3行price：不是数字')
    await phone.picture('sheet-wrong')

    await bring('类型,编号,价格\n菜品,rice,\n规格,one,3.5\n')
    await phone.page.getByText('导入', { exact: true }).last().click()
    await phone.page.getByText('新增 0 项，修改 1 项').waitFor()
    await phone.picture('sheet-done')
    const [rice] = await visit.cloud.database.find('dishes', { _id: 'rice' })
    expect(rice?.specs).toMatchObject([{ fen: 350 }])
    expect(await phone.troubles()).toEqual([])
  }, 60_000)
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Preview, startPreview } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'preview-errors-'))
let preview: Preview

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** What the phone shows: the defects in its sources, or an empty list when it runs. */
async function problemsShown(): Promise<string[]> {
  const html = await (await fetch(`${preview.url}/phone`)).text()
  expect(html.includes('data-testid="compile-problems"')).toBe(!html.includes('previewBoot()'))
  return [...html.matchAll(/<li>(.*?)<\/li>/gs)].map(([, text]) => text ?? '')
}

beforeAll(async () => {
  write('project.config.json', '{ "miniprogramRoot": "./" }')
  write('app.json', '{ "pages": ["pages/home/home"] }')
  write('app.js', 'App({})\n')
  write('pages/home/home.wxml', '<view>home</view>\n')
  write('pages/home/home.js', 'Page({})\n')
  preview = await startPreview({ project: folder, port: 0, cloudUrl: 'http://127.0.0.1:9' })
})

afterAll(async () => {
  await preview.stop()
  rmSync(folder, { recursive: true })
})

it.each([
  {
    file: 'pages/home/home.js',
    broken: 'Page({\n  data: { a: },\n})\n',
    mended: 'Page({ data: { a: 1 } })\n',
    place: 'pages/home/home.js:2:',
  },
  {
    file: 'pages/home/home.wxml',
    broken: '<view>\n  <text>{{ a + }}</text>\n</view>\n',
    mended: '<view><text>{{ a }}</text></view>\n',
    place: 'pages/home/home.wxml:2:',
  },
  {
    file: 'app.json',
    broken: '{\n  "pages": ["pages/home/home"],,\n}',
    mended: '{ "pages": ["pages/home/home"], "window": {} }',
    place: 'app.json:2',
  },
])('tells file and line of a defect in $file, and runs again once it is mended', async (defect) => {
  expect(await problemsShown()).toEqual([])
  write(defect.file, defect.broken)
  const shown = await problemsShown()
  expect(shown.length).toBeGreaterThan(0)
  expect(shown[0]).toContain(defect.place)
  write(defect.file, defect.mended)
  expect(await problemsShown()).toEqual([])
})

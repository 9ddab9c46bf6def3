import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

export interface TestTitle {
  /** From the root of the repository, with slashes. */
  file: string
  title: string
}

const folders = ['domain', 'platform', 'cloudfunctions', 'miniprogram', 'tests']

/** The titles of all tests of the restaurant, in the order of their files. */
export function testTitles(root: string): TestTitle[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => `${folder}/${file.replaceAll(sep, '/')}`)
      .sort()
      .flatMap((file) => titlesIn(readFileSync(join(root, file), 'utf8')).map((title) => ({ file, title }))),
  )
}

/** The title of a test or a group of tests, or the name in a table of them. */
const titles = /(?:\b(?:it|describe)\(|\bname: )(['"`])((?:\\.|(?!\1).)+)\1/g

export function titlesIn(text: string): string[] {
  return Array.from(text.matchAll(titles), ([, , title = '']) => title)
}

/** A test's file as a link of a page in docs/. */
export function linkTo(file: string): string {
  return `[${file.split('/').at(-1)?.replace('.test.ts', '')}](../${file})`
}

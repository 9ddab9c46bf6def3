import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { countTests, type VitestReport } from './countTests.ts'

/** The last line of the continuous build: the runner's counts, and one failure more when the command failed without one. */
const { passed, failed } = countTests(
  JSON.parse(readFileSync(join(root, 'dist/test-results.json'), 'utf8')) as VitestReport,
)
const commandFailed = process.argv[2] !== '0'
console.log(`tests: ${passed} passed, ${commandFailed && failed === 0 ? 1 : failed} failed`)

import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import colors from 'picocolors'
import { buildAll } from './build/buildAll.ts'
import { root } from './root.ts'
import { countTests, type VitestReport } from './test/countTests.ts'
import { ensureChromium } from './test/ensureChromium.ts'
import { runStep } from './test/runStep.ts'

/**
 * `npm test`: types, lint, build and every test, on a machine that may never have seen the project. With arguments,
 * only the tests whose files match them.
 */
const report = join(root, 'dist/test-results.json')
const only = process.argv.slice(2)

function heading(text: string): void {
  console.log(colors.bold(`\n${text}`))
}

mkdirSync(join(root, 'dist'), { recursive: true })
heading('Browser')
await ensureChromium((line) => console.log(`  ${line}`))
heading('Types and lint')
const checked = await runStep('npm', ['run', '--silent', 'check'])
heading('Build')
await buildAll(root, (line) => console.log(`  ${line}`))
heading('Tests')
const tested = await runStep('npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${report}`,
  ...only,
])

const counts = countTests(JSON.parse(readFileSync(report, 'utf8')) as VitestReport)
if (!checked) console.error(colors.red('\nTypes or lint are not in order; see above.'))
const failed = counts.failed + (checked ? 0 : 1)
console.log(`\ntests: ${counts.passed} passed, ${failed} failed`)
process.exitCode = tested && failed === 0 ? 0 : 1

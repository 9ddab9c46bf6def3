import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { featureTables } from './features.ts'
import { testTitles } from './testTitles.ts'

const head = `# What it does, and by which test

Every row is run through the official SDKs on the built bundles. This page is written by \`npx tsx scripts/docs/writeFeatures.ts\`;
a test fails when a row has no test, or the page says something else than the code.

`

writeFileSync(join(root, 'docs/features.md'), `${head}${featureTables(testTitles(root))}\n`)

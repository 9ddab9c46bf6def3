import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { findProofs, proofRows } from './proof.ts'

const head = `# What is proven, and by which test

R1 to R24 are what the pay platforms document or a platform's own staff say; A1 to A22 are attacks on a mini-program's back end.
This page is written by \`npx tsx scripts/docs/writeProof.ts\`; a test holds its rows to the titles in the code, and fails when
a number has no test.

| | what | in | by the test |
|---|---|---|---|
`

const rows = proofRows(findProofs(root))
writeFileSync(join(root, 'docs/proof.md'), `${head}${rows.join('\n')}\n`)
console.log(`docs/proof.md: ${rows.length} rows`)

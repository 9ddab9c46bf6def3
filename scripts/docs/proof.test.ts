import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../root.ts'
import { findProofs, promises, proofRows, proofsIn } from './proof.ts'

const proofs = findProofs(root)

describe('the rules of the pay platform and the attacks', () => {
  for (const [number, promise] of Object.entries(promises)) {
    it(`${number} (${promise}) is named by a test`, () => {
      expect(proofs.map((proof) => proof.number)).toContain(number)
    })
  }

  it('and their tests are those that docs/proof.md lists: npx tsx scripts/docs/writeProof.ts', () => {
    const placed = (row: string) => row.split(' | ').slice(2).join(' | ')
    const known = new Set(proofRows(proofs).map(placed))
    const listed = readFileSync(join(root, 'docs/proof.md'), 'utf8').match(/^\| [RA]\d.*$/gm) ?? []
    expect(listed.filter((row) => !known.has(placed(row)))).toEqual([])
    expect(Object.keys(promises).filter((number) => !listed.some((row) => row.startsWith(`| ${number} |`)))).toEqual([])
  })
})

describe('a title', () => {
  it('bears numbers before its colon and in brackets at its end, and nowhere else', () => {
    const text = `
      describe('R4 A11: twice', () => {
        it("is one (A9 A10)", async () => {})
        it('a diner at table A5', () => {})
        it(\`A8: \${action} of an operator\`, () => {})
      })
      const attacks = [{ name: 'A1: a price', input: 'A2: none' }]`
    expect(proofsIn('x', text).map(({ number }) => number)).toEqual(['R4', 'A11', 'A9', 'A10', 'A8', 'A1'])
  })
})

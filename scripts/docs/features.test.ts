import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../root.ts'
import { features, featureTables, testsOf } from './features.ts'
import { testTitles } from './testTitles.ts'

const titles = testTitles(root)

describe('every feature that is promised', () => {
  for (const feature of Object.values(features).flat()) {
    it(`has a scenario test of its name: ${feature}`, () => {
      expect(testsOf(feature, titles)).not.toEqual([])
    })
  }

  it('stands in docs/features.md beside its tests: npx tsx scripts/docs/writeFeatures.ts', () => {
    expect(readFileSync(join(root, 'docs/features.md'), 'utf8')).toContain(featureTables(titles))
  })
})

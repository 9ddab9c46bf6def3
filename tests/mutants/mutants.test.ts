import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/root.ts'
import { mutants } from './mutants.ts'

describe('a mutant', () => {
  it.each(mutants)('can be made in exactly one place: $name', ({ file, old }) => {
    expect(readFileSync(join(root, file), 'utf8').split(old)).toHaveLength(2)
  })
})

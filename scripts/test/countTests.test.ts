import { describe, expect, it } from 'vitest'
import { countTests } from './countTests.ts'

describe('the count of tests', () => {
  it('counts what passed and what failed', () => {
    const file = {
      status: 'failed',
      assertionResults: [{ status: 'passed' }, { status: 'failed' }, { status: 'passed' }],
    }
    expect(countTests({ testResults: [file, file] })).toEqual({ passed: 4, failed: 2 })
  })

  it('counts a file that could not be loaded as a failure', () => {
    expect(countTests({ testResults: [{ status: 'failed', assertionResults: [] }] })).toEqual({ passed: 0, failed: 1 })
  })
})

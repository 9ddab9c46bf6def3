/** The part of vitest's JSON report that we read. */
export interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** Counts what ran; a file that could not even be loaded is one failure. */
export function countTests({ testResults }: VitestReport): { passed: number; failed: number } {
  const results = testResults.flatMap((file) => file.assertionResults)
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: results.filter((result) => result.status === 'passed').length,
    failed: results.filter((result) => result.status === 'failed').length + unloaded.length,
  }
}

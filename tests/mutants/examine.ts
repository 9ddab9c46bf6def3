import type { Mutant } from './mutant.ts'
import type { Workshop } from './workshop.ts'

export interface Verdict {
  mutant: Mutant
  /** Absent: nothing saw it. */
  by?: string
  /** What was found. */
  what?: string
}

/** Minutes of trouble a seed. */
const minutes = '8'

/** Puts a bug in, and sees by what it is caught. @throws Error when the patch no longer applies */
export async function examine(mutant: Mutant, workshop: Workshop, seeds: number): Promise<Verdict> {
  workshop.apply(mutant)
  try {
    return { mutant, ...((await bySimulation(workshop, seeds)) ?? (await byTests(mutant, workshop))) }
  } finally {
    workshop.mend(mutant)
  }
}

async function bySimulation(workshop: Workshop, seeds: number): Promise<Omit<Verdict, 'mutant'> | undefined> {
  const args = ['scripts/simulate.ts', '--seeds', String(seeds), '--minutes', minutes, '--fail-fast']
  const { ok, output } = await workshop.run('tsx', args)
  if (ok) return undefined
  const [, seed, what] = /seed (\d+) failed\n\s*(.*)/.exec(output) ?? []
  if (seed === undefined) throw new Error(`the simulation did not run:\n${output}`)
  return { by: `simulation, seed ${seed}`, what: what?.slice(0, 160) }
}

async function byTests({ tests }: Mutant, workshop: Workshop): Promise<Omit<Verdict, 'mutant'>> {
  const { ok, output } = await workshop.run('vitest', ['run', ...tests])
  if (ok) return {}
  const failed = /FAIL\s+(.*)/.exec(output)?.[1]
  if (failed === undefined) throw new Error(`the tests did not run:\n${output}`)
  return { by: 'tests', what: failed.slice(0, 160) }
}

import { loadUnbuiltProject } from '@yundian/emulator'
import { root } from '../../scripts/root.ts'
import { merchantId } from '../house/testHouse.ts'
import { loadMains } from './functions.ts'
import { type Run, type RunOptions, runSeed } from './runSeed.ts'

/** Plays one seed. */
export type Play = (seed: number, options: Pick<RunOptions, 'minutes' | 'print'>) => Promise<Run>

/** What functions find in their environment, as cloudbaserc.json declares it. */
const environment = {
  TCB_ENV: 'local',
  SUB_MCH_ID: merchantId,
  TABLE_KEY: 'the key of simulated tables',
  READY_TEMPLATE_ID: 'orderReady',
  HOSTING_URL: '',
}

/** Loads the project and its functions, once for all seeds. */
export async function openTheatre(): Promise<Play> {
  Object.assign(process.env, environment)
  const project = loadUnbuiltProject(root, environment)
  const mains = await loadMains(project)
  return (seed, options) => runSeed({ project, mains, seed, ...options })
}

import { loadUnbuiltProject, makePayKeys, payVariables } from '@yundian/emulator'
import { alipayAccount, v3Account } from '@yundian/platform'
import { AlipaySdk } from 'alipay-sdk'
import { root } from '../../scripts/root.ts'
import { merchantId } from '../house/testHouse.ts'
import { loadMains } from './functions.ts'
import { type Run, type RunOptions, runSeed } from './runSeed.ts'
import { simulatedTableKey } from './simulatedHouse.ts'

/** Plays a seed in the theatre. */
export type Play = (seed: number, options: Pick<RunOptions, 'minutes' | 'scene' | 'print'>) => Promise<Run>

/** What functions find in their environment, as cloudbaserc.json declares it. */
const environment = {
  TCB_ENV: 'local',
  SUB_MCH_ID: merchantId,
  TABLE_KEY: simulatedTableKey,
  READY_TEMPLATE_ID: 'orderReady',
  LATE_TEMPLATE_ID: 'orderLate',
  REFUND_TEMPLATE_ID: 'moneyBack',
  QUEUE_TEMPLATE_ID: 'tableCalled',
  HOSTING_URL: '',
  HTTP_URL: 'http://shop.invalid',
}

/** Loads the project and its functions, once for all seeds. */
export async function openTheatre(): Promise<Play> {
  const keys = await makePayKeys()
  const project = loadUnbuiltProject(root, environment)
  Object.assign(process.env, environment, payVariables('http://platform.invalid', project.appId, keys))
  const v3 = v3Account(process.env)
  const alipay = alipayAccount(process.env)
  if (!v3 || !alipay) throw new Error('the environment connects no pay platforms')
  const credentials = { keys, v3, alipay, sdk: new AlipaySdk({ ...alipay, keyType: 'PKCS8' }) }
  const mains = await loadMains(project)
  return (seed, options) => runSeed({ project, mains, credentials, seed, ...options })
}

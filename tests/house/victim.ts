import { startCloud } from '@yundian/emulator'
import { root } from '../../scripts/root.ts'

/** A cloud that a test can kill: `victim.ts <data> <clock>` prints its address once it serves. */
const [data, clock] = process.argv.slice(2)
const cloud = await startCloud({ project: root, port: 0, data, clock })
console.log(cloud.url)

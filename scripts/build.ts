import { buildAll } from './build/buildAll.ts'
import { root } from './root.ts'

/** `npm run build`: everything that is deployed, under dist/, and the packages of the mini-program. */
await buildAll(root, (line) => console.log(line))

import { join } from 'node:path'
import { renderPictures } from '@yundian/demo'
import { packMiniprogram } from '../packMiniprogram.ts'
import { bundleFunctions } from './bundleFunctions.ts'

/** Builds functions, pictures and the mini-program's packages; `say` takes a line of progress. */
export async function buildAll(root: string, say: (line: string) => void): Promise<void> {
  const functions = await bundleFunctions(root, join(root, 'dist/cloudfunctions'))
  say(`functions    ${functions.join(', ')}`)
  await renderPictures(join(root, 'dist/hosting/dishes'))
  say('pictures     dist/hosting/dishes')
  const { mainBytes } = await packMiniprogram({ root })
  say(`mini-program ${Math.round(mainBytes / 1024)} KB in the main package`)
}

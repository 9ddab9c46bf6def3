import { join } from 'node:path'
import { renderPictures } from '@yundian/demo'
import { bundleFunctions } from '../../scripts/build/bundleFunctions.ts'
import { root } from '../../scripts/root.ts'

/** Makes what a test house deploys: the functions, and the pictures of the dishes. */
export default async function buildBundles(): Promise<void> {
  await bundleFunctions(root, join(root, 'dist/cloudfunctions'))
  await renderPictures(join(root, 'dist/hosting/dishes'))
}

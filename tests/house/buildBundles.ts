import { join } from 'node:path'
import { bundleFunctions } from '../../scripts/build/bundleFunctions.ts'
import { root } from '../../scripts/root.ts'

export default async function buildBundles(): Promise<void> {
  await bundleFunctions(root, join(root, 'dist/cloudfunctions'))
}

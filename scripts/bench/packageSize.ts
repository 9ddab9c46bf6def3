import { packMiniprogram } from '../packMiniprogram.ts'
import { root } from '../root.ts'
import type { Figure } from './figure.ts'

/** The main package of the mini-program with the TDesign components that it uses; WeChat's own limit is 2 MB. */
export async function packageSize(): Promise<Figure[]> {
  const { mainBytes } = await packMiniprogram({ root })
  return [
    { name: 'main package of the mini-program', value: Math.round(mainBytes / 1024), unit: 'KB', bound: '<= 700' },
  ]
}

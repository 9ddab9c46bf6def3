import type { House } from '../house.ts'
import { _ } from '../records.ts'

/** Gives the next number of a counter, from 1, to one caller only; a number whose caller dies is never given again. */
export async function countUp(counter: string, { records }: House): Promise<number> {
  for (;;) {
    const counted = await records.counters.updateAndReturn({ _id: counter }, { last: _.inc(1) })
    if (counted) return counted.last
    if ((await records.counters.add({ _id: counter, last: 1 })) === 'added') return 1
  }
}

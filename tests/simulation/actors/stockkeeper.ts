import type { SaleWish } from '@yundian/contract'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** Staff switch dishes and options off and on, say how many are left, and take in, throw away and count an ingredient. */
export async function keepStock(world: World, random: Random, closed: () => boolean): Promise<void> {
  while (!closed()) {
    await tell(world, random)
    await world.scheduler.wait(random.between(15_000, 90_000))
  }
}

async function tell(world: World, random: Random): Promise<void> {
  const requestKey = random.hex(16)
  const wishes: SaleWish[] = [
    { kind: 'off' },
    { kind: 'offToday' },
    { kind: 'left', left: random.below(5) },
    { kind: 'on' },
    { kind: 'on' },
  ]
  const quantity = random.between(1, 60)
  const acts: [action: string, input: Record<string, unknown>][] = [
    ['setSale', { sku: random.pick(['tea', 'brain', 'dandan', 'dandanXbeef']), requestKey, wish: random.pick(wishes) }],
    ['receiveDelivery', { ingredient: 'leaf', requestKey, quantity }],
    ['receiveDelivery', { ingredient: 'leaf', requestKey, quantity }],
    ['recordWaste', { ingredient: 'leaf', requestKey, quantity, reason: 'damp' }],
    ['takeStock', { ingredient: 'leaf', requestKey, counted: random.below(80), reason: 'counted' }],
  ]
  const [action, input] = random.pick(acts)
  const tap = () => world.ask('cook', 'staff', action, input)
  // Without an answer the phone asks again; a nervous thumb asks twice at once.
  if (random.chance(0.2)) await Promise.all([tap(), tap()])
  else if ((await tap()) === undefined) await tap()
}

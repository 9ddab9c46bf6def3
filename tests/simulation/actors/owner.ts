import type { Random } from '../random.ts'
import { dishes, store } from '../restaurant.ts'
import type { World } from '../world.ts'

/** The owner edits dishes in the console, sometimes wrongly, and switches dishes off and on. */
export async function editMenu(world: World, random: Random, closed: () => boolean): Promise<void> {
  while (!closed()) {
    await world.scheduler.wait(random.between(20_000, 300_000))
    const dish = random.pick(dishes)._id
    const edits: [collection: string, id: string, change: Record<string, unknown>][] = [
      ['dishes', dish, { $set: { 'specs.0.fen': random.between(1, 90) * 100 } }],
      ['dishes', dish, { $set: { onSale: random.chance(0.7) } }],
      ['dishes', dish, { $set: { name: random.chance(0.3) ? '' : `菜 ${dish}` } }],
      ['dishes', random.pick(['brain', 'rice']), { $set: { daily: random.between(0, 6) } }],
      ['dishes', 'rice', { $unset: { daily: true } }],
      ['stores', store._id, { $set: { holdMinutes: random.between(6, 8) } }],
      ['boards', store._id, { $set: { [`off.${dish}`]: true } }],
      ['boards', store._id, { $unset: { [`off.${dish}`]: true } }],
    ]
    await world.edit(...random.pick(edits))
  }
}

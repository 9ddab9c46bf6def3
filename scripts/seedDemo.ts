import { demoRestaurant } from '@yundian/demo'
import type { Cloud } from '@yundian/emulator'

/** Of each ingredient, in its unit. */
const delivered = 3_000

/**
 * Fills an empty cloud with the demo restaurant, once; its own trigger then publishes the menu.
 * @returns false when there is a restaurant already
 */
export async function seedDemo({ database, parts, idle, callFunction }: Cloud): Promise<boolean> {
  if ((await database.count('stores', {})) > 0) return false
  const { store, tables, categories, dishes, promotions, staff, ingredients } = demoRestaurant
  // One publication at the end, instead of one for every dish.
  parts.triggers.mode = 'drop'
  await database.insert('tables', tables)
  await database.insert('categories', categories)
  await database.insert('dishes', dishes)
  await database.insert('promotions', promotions)
  await database.insert('staff', staff)
  await database.insert('ingredients', ingredients)
  parts.triggers.mode = 'deliver'
  await database.insert('stores', [store])
  await idle()
  if ((await database.count('boards', {})) === 0) throw new Error(await whyNotPublished({ database }))
  for (const { _id: ingredient } of ingredients) {
    const input = { ingredient, requestKey: `opening-${ingredient}`, quantity: delivered }
    await callFunction('staff', { action: 'receiveDelivery', input }, { openid: 'owner' })
  }
  return true
}

async function whyNotPublished({ database }: Pick<Cloud, 'database'>): Promise<string> {
  const alerts = await database.find('alerts', {})
  return `the demo menu was not published: ${alerts.map((alert) => String(alert.text)).join('; ')}`
}

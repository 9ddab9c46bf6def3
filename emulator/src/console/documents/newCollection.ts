import { CloudError } from '../../cloudError.ts'
import { address } from '../address.ts'
import type { Act } from '../page.ts'

/** Adds an empty collection of the typed name; the project's own file is what a deployment goes by. */
export const addCollection: Act = async ({ parts, form, outcomes }) => {
  const name = form.text('name').trim()
  const isThere = parts.database.collections().some((collection) => collection.name === name)
  if (isThere)
    return outcomes.redirect(address('/collections'), { good: false, title: `${name} 已经有了 exists already` })
  try {
    await parts.database.createCollection(name)
    return outcomes.redirect(address('/documents', { collection: name }), { good: true, title: '已创建 Created' })
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    return outcomes.redirect(address('/collections'), { good: false, title: `${error.code}: ${error.message}` })
  }
}

import { type Fields, isFields } from '../database/values.ts'
import { UNFORESEEN } from './ownValue.ts'

/**
 * `request.data` of an update: the fields that it sets, as an object. What another operator than `$set` touches is
 * unforeseen.
 * @param change update operators, as the SDKs send them: `{ $set: { 'a.b': 1 }, $inc: { n: 1 } }`
 */
export function dataOfUpdate(change: Fields): Fields {
  const data: Fields = Object.create(null)
  for (const [operator, fields] of Object.entries(change)) {
    if (!isFields(fields)) continue
    for (const [path, value] of Object.entries(fields)) {
      place(data, path, operator === '$set' ? value : UNFORESEEN)
      if (operator === '$rename') place(data, String(value), UNFORESEEN)
    }
  }
  return data
}

function place(data: Fields, path: string, value: unknown): void {
  const steps = path.split('.')
  const last = steps.pop()!
  let target = data
  for (const step of steps) {
    const next = Object.hasOwn(target, step) ? target[step] : Object.create(null)
    if (!isFields(next)) {
      target[step] = UNFORESEEN
      return
    }
    target[step] = next
    target = next
  }
  target[last] = Object.hasOwn(target, last) ? UNFORESEEN : value
}

/** True when an update changes a document's owner, `_openid`. */
export function changesOwner(change: Fields): boolean {
  const isOwner = (path: unknown) => String(path).split('.')[0] === '_openid'
  return Object.entries(change).some(([operator, fields]) => {
    if (!isFields(fields)) return false
    if (operator === '$rename' && Object.values(fields).some(isOwner)) return true
    return Object.keys(fields).some(isOwner)
  })
}

import { CloudError } from '../../cloudError.ts'
import type { Document } from '../../database/database.ts'
import { address, documentAddress } from '../address.ts'
import { fingerprint, parseObject, TypingError } from '../markup/extendedJson.ts'
import type { Act } from '../page.ts'
import { placeOf, viewOf } from './documentPage.ts'
import { refuseUnknown } from './documentsPage.ts'
import type { Draft } from './draft.ts'
import { newDocumentView } from './newDocumentPage.ts'
import { ChangedMeanwhileError, readDocument, replaceOpened } from './openedDocument.ts'
import { readScalar, type ScalarField, scalarFields, withScalars } from './scalarFields.ts'

const SAVED = { good: true, title: '已保存 Saved' }
const UNCHANGED = { good: true, title: '没有改动 Nothing changed' }

/** Saves a document typed as JSON; what is wrong with it is told above the text, which stays as typed. */
export const saveJson: Act = async (visit) => {
  const { collection, id } = placeOf(visit.query)
  const { database } = visit.parts
  const json = visit.form.text('json')
  const opened = visit.form.text('opened')
  try {
    const body = parseObject(json)
    const changed = await replaceOpened(database, { collection, id }, opened, () => {
      if ('_id' in body && body._id !== id) {
        throw new TypingError('_id 不能修改；要换 _id 请另添加一份文档 The _id cannot be changed: add another document')
      }
      return body
    })
    return visit.outcomes.redirect(documentAddress(collection, id), changed ? SAVED : UNCHANGED)
  } catch (error) {
    const refusal = refusalOf(error)
    const current = await readDocument(database, collection, id)
    const changedMeanwhile = error instanceof ChangedMeanwhileError
    const draft: Draft = { form: 'json', refusal, json, opened: changedMeanwhile ? fingerprint(current) : opened }
    return viewOf(visit, collection, current, draft, changedMeanwhile ? 409 : 422)
  }
}

/** Saves the fields of the quick form that were typed over; the others stay as they are. */
export const saveFields: Act = async (visit) => {
  const { collection, id } = placeOf(visit.query)
  const { database } = visit.parts
  const opened = visit.form.text('opened')
  const was = visit.form.withPrefix('was:')
  const all = visit.form.withPrefix('field:')
  const typed = new Map([...all].filter(([name, text]) => text !== was.get(name)))
  const wrong = new Set<string>()
  try {
    const changed = await replaceOpened(database, { collection, id }, opened, (current) => {
      const values = new Map<ScalarField, unknown>()
      for (const field of scalarFields(current)) {
        const text = typed.get(field.name)
        const value = text === undefined ? undefined : readScalar(field.kind, text)
        if (value !== undefined) values.set(field, value)
        else if (text !== undefined) wrong.add(field.name)
      }
      if (wrong.size > 0)
        throw new TypingError('有字段填写有误，什么都还没保存 Some fields are wrong; nothing is saved yet')
      return withScalars(current, values)
    })
    return visit.outcomes.redirect(documentAddress(collection, id), changed ? SAVED : UNCHANGED)
  } catch (error) {
    const refusal = refusalOf(error)
    const current = await readDocument(database, collection, id)
    const draft: Draft =
      error instanceof ChangedMeanwhileError
        ? { form: 'fields', refusal, typed, opened: fingerprint(current) }
        : { form: 'fields', refusal, typed, was, wrong, opened }
    return viewOf(visit, collection, current, draft, error instanceof ChangedMeanwhileError ? 409 : 422)
  }
}

export const addDocument: Act = async (visit) => {
  const { database } = visit.parts
  const collection = visit.query.get('collection') ?? ''
  refuseUnknown(database, collection)
  const json = visit.form.text('json')
  try {
    const [id] = (await database.insert(collection, [parseObject(json)])) as [Document['_id']]
    return visit.outcomes.redirect(documentAddress(collection, id), { good: true, title: '已添加 Added' })
  } catch (error) {
    return newDocumentView(visit, collection, json, refusalOf(error))
  }
}

export const deleteDocument: Act = async ({ parts, query, outcomes }) => {
  const { collection, id } = placeOf(query)
  const removed = await parts.database.remove(collection, { _id: id }, { multi: false })
  const title = removed > 0 ? `已删除 Deleted ${id}` : `${id} 已不在 was already gone`
  return outcomes.redirect(address('/documents', { collection }), { good: removed > 0, title })
}

/** What to tell someone whose typing was refused; any other error goes on. */
function refusalOf(error: unknown): string {
  if (error instanceof ChangedMeanwhileError || error instanceof TypingError) return error.message
  if (error instanceof CloudError) return `${error.code}: ${error.message}`
  throw error
}

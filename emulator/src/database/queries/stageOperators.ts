import type { Iterator } from 'mingo/lazy'
import * as pipeline from 'mingo/operators/pipeline'
import type { Options } from 'mingo/types'
import { cloneDeep } from 'mingo/util'
import { isFields } from '../values.ts'
import { $geoNear } from './geoOperators.ts'

type Stage<Argument> = (documents: Iterator, argument: Argument, options: Options) => Iterator

/** Stored documents are shared and frozen, but these mingo stages write into what they are given: they get copies. */
function onCopies<Argument>(stage: Stage<Argument>, writes: (argument: Argument) => boolean): Stage<Argument> {
  return (documents, argument, options) =>
    stage(writes(argument) ? documents.map((document) => cloneDeep(document)) : documents, argument, options)
}

/** A dotted field is written inside of an object that the document shares with the store. */
const namesInnerField = (argument: unknown): boolean => {
  if (typeof argument === 'string') return argument.includes('.')
  if (Array.isArray(argument)) return argument.some(namesInnerField)
  if (!isFields(argument)) return false
  return Object.entries(argument).some(([field, inner]) => field.includes('.') || isBody(inner))
}

/** `{ city: 1 }` within a stage, as opposed to an expression such as `{ $sum: … }`. */
const isBody = (value: unknown): boolean => isFields(value) && !Object.keys(value)[0]?.startsWith('$')

export const stageOperators = {
  ...pipeline,
  $addFields: onCopies(pipeline.$addFields, namesInnerField),
  $set: onCopies(pipeline.$set, namesInnerField),
  $project: onCopies(pipeline.$project, namesInnerField),
  $unset: onCopies(pipeline.$unset, namesInnerField),
  $geoNear,
  $unwind: onCopies(pipeline.$unwind, () => true),
}

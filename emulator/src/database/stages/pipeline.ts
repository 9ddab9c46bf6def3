import { requestFailed } from '../databaseErrors.ts'
import { type Fields, isFields } from '../values.ts'
import { $bucket, $bucketAuto } from './buckets.ts'
import { $group, $sortByCount } from './group.ts'
import { $lookup } from './lookup.ts'
import { FURTHER_STAGES, mingoStage } from './mingoStages.ts'
import {
  $addFields,
  $count,
  $geoNear,
  $limit,
  $match,
  $project,
  $replaceRoot,
  $replaceWith,
  $sample,
  $skip,
  $sort,
  $unset,
  $unwind,
} from './simpleStages.ts'
import type { PipelineContext, RunStage, Stage } from './stage.ts'

const $facet: Stage = (argument, context) => {
  if (!isFields(argument) || Object.keys(argument).length === 0) {
    throw requestFailed('the $facet specification must be a non-empty object')
  }
  const facets = Object.entries(argument).map(([field, stages]) => [field, compileStages(stages, context)] as const)
  return (documents) => [
    Object.fromEntries(facets.map(([field, stages]) => [field, stages.reduce((input, run) => run(input), documents)])),
  ]
}

const $unionWith: Stage = (argument, context) => {
  const { coll, pipeline = [] } = isFields(argument) ? argument : { coll: argument }
  if (typeof coll !== 'string') throw requestFailed('$unionWith needs the name of a collection')
  const stages = compileStages(pipeline, context)
  return (documents) => [...documents, ...stages.reduce((input, run) => run(input), context.documentsOf(coll))]
}

const stages: { [name: string]: Stage } = {
  $addFields,
  $bucket,
  $bucketAuto,
  $count,
  $facet,
  $geoNear,
  $group,
  $limit,
  $lookup,
  $match,
  $project,
  $replaceRoot,
  $replaceWith,
  $sample,
  $set: $addFields,
  $skip,
  $sort,
  $sortByCount,
  $unionWith,
  $unset,
  $unwind,
}

/** Runs a pipeline. Throws DATABASE_REQUEST_FAILED for stages that are wrong, unknown, or would write. */
export const runStages = (documents: Fields[], pipeline: unknown, context: PipelineContext): Fields[] =>
  compileStages(pipeline, context).reduce((input, run) => run(input), documents)

export function compileStages(pipeline: unknown, context: PipelineContext): RunStage[] {
  if (!Array.isArray(pipeline)) throw requestFailed('a pipeline must be an array of stages')
  return pipeline.map((stage: unknown, position) => {
    const names = isFields(stage) ? Object.keys(stage) : []
    const name = names[0]
    if (name === undefined || names.length !== 1) {
      throw requestFailed('A pipeline stage specification object must contain exactly one field.')
    }
    if (name === '$geoNear' && position > 0) {
      throw requestFailed('$geoNear is only valid as the first stage in a pipeline.')
    }
    const argument = (stage as Fields)[name]
    if (Object.hasOwn(stages, name)) return stages[name]!(argument, context, name)
    if (FURTHER_STAGES.has(name)) return mingoStage(name, argument, context)
    throw requestFailed(`Unrecognized pipeline stage name: '${name}'`)
  })
}

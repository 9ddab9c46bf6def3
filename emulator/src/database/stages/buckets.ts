import { requestFailed } from '../databaseErrors.ts'
import { compileExpression } from '../expressions/expression.ts'
import { compareValues, kindOf } from '../ordering.ts'
import { type Fields, isFields } from '../values.ts'
import { compileOutput, grouped, type Output } from './group.ts'
import { mingoStage } from './mingoStages.ts'
import { namesOf, onlyKnown, type PipelineContext, type Stage } from './stage.ts'

const COUNT = { count: { $sum: 1 } }

function outputOf(output: unknown, context: PipelineContext, name: string): Output {
  if (output !== undefined && !isFields(output)) throw requestFailed(`The ${name} 'output' field must be an object`)
  return compileOutput(output ?? COUNT, context)
}

/** Half-open ranges between boundaries; what fits none goes to `default`, or is an error. */
export const $bucket: Stage = (argument, context, name) => {
  if (!isFields(argument)) throw requestFailed('Argument to $bucket stage must be an object')
  onlyKnown(argument, ['groupBy', 'boundaries', 'default', 'output'], name)
  if (argument.groupBy === undefined) throw requestFailed("$bucket requires 'groupBy' and 'boundaries' to be specified")
  const bounds = boundariesOf(argument.boundaries)
  const keyOf = compileExpression(argument.groupBy, namesOf(context))
  const output = outputOf(argument.output, context, name)
  const otherwise = compileExpression(argument.default)({ root: {}, variables: {} })
  const first = bounds[0]
  const end = bounds.at(-1)
  if (otherwise !== undefined && kindOf(otherwise) === kindOf(first)) {
    if (compareValues(otherwise, first) >= 0 && compareValues(otherwise, end) < 0) {
      throw requestFailed(
        "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
      )
    }
  }
  const bucketOf = (root: Fields): unknown => {
    const key = keyOf({ root, variables: context.variables })
    if (compareValues(key, first) >= 0 && compareValues(key, end) < 0) {
      return bounds.findLast((bound) => compareValues(bound, key) <= 0)
    }
    if (otherwise !== undefined) return otherwise
    throw requestFailed('$switch could not find a matching branch for an input, and no default was specified.')
  }
  return (documents) =>
    grouped(documents, bucketOf)
      .sort((a, b) => compareValues(a.key, b.key))
      .map(({ key, members }) => ({ _id: key, ...output(members) }))
}

function boundariesOf(boundaries: unknown): unknown[] {
  if (!Array.isArray(boundaries) || boundaries.length < 2) {
    throw requestFailed("The $bucket 'boundaries' field must be an array of at least 2 values")
  }
  const bounds = boundaries.map((bound) => compileExpression(bound)({ root: {}, variables: {} }))
  bounds.slice(1).forEach((bound, at) => {
    if (kindOf(bound) !== kindOf(bounds[at]))
      throw requestFailed("All values in the 'boundaries' option to $bucket must have the same type")
    if (compareValues(bounds[at], bound) >= 0) {
      throw requestFailed("The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order")
    }
  })
  return bounds
}

/** About equally full ranges; each ends where the next begins, the last with its greatest value. */
export const $bucketAuto: Stage = (argument, context, name) => {
  if (!isFields(argument)) throw requestFailed('The argument to $bucketAuto must be an object')
  onlyKnown(argument, ['groupBy', 'buckets', 'output', 'granularity'], name)
  const { groupBy, buckets, granularity } = argument
  if (groupBy === undefined || buckets === undefined) {
    throw requestFailed("$bucketAuto requires 'groupBy' and 'buckets' to be specified")
  }
  if (!Number.isInteger(buckets) || (buckets as number) < 1) {
    throw requestFailed(`The $bucketAuto 'buckets' field must be greater than 0, but found: ${String(buckets)}`)
  }
  const output = outputOf(argument.output, context, name)
  // The series of preferred numbers come from mingo; what is in each bucket is computed here.
  if (granularity !== undefined) {
    const ranges = mingoStage(
      '$bucketAuto',
      { groupBy, buckets, granularity, output: { all: { $push: '$$ROOT' } } },
      context,
    )
    return (documents) => ranges(documents).map(({ _id, all }) => ({ _id, ...output(all as Fields[]) }))
  }
  const keyOf = compileExpression(groupBy, namesOf(context))
  return (documents) => {
    const keyed = documents
      .map((root) => ({ root, key: keyOf({ root, variables: context.variables }) ?? null }))
      .sort((a, b) => compareValues(a.key, b.key))
    return ranges(keyed, buckets as number).map(({ min, max, members }) => ({
      _id: { min, max },
      ...output(members.map(({ root }) => root)),
    }))
  }
}

function ranges<Item extends { key: unknown }>(sorted: Item[], wanted: number) {
  const size = Math.max(1, Math.round(sorted.length / wanted))
  const made: { min: unknown; max: unknown; members: Item[] }[] = []
  let from = 0
  while (from < sorted.length) {
    let to = made.length === wanted - 1 ? sorted.length : Math.min(from + size, sorted.length)
    const last = sorted[to - 1]!.key
    // Equal values are never parted.
    while (to < sorted.length && compareValues(sorted[to]!.key, last) === 0) to += 1
    made.push({ min: sorted[from]!.key, max: sorted[to]?.key ?? last, members: sorted.slice(from, to) })
    from = to
  }
  return made
}

import { requestFailed } from '../databaseErrors.ts'
import { listAccumulators } from './accumulators.ts'
import { arithmetic } from './arithmetic.ts'
import { arrays } from './arrays.ts'
import { dates } from './dates.ts'
import { furtherOperators } from './furtherOperators.ts'
import { logic } from './logic.ts'
import type { Operator } from './operator.ts'
import { sets } from './sets.ts'
import { texts } from './texts.ts'

/** There are no text indexes, so there is no score that it could tell. */
const $meta: Operator = () => {
  throw requestFailed('$meta needs a text index, which the local cloud does not have')
}

/** The operators of aggregation expressions, by name: all that @cloudbase/database 1.4.3 can build, and more. */
export const operators: { [name: string]: Operator } = {
  ...furtherOperators,
  ...arithmetic,
  ...logic,
  ...arrays,
  ...sets,
  ...texts,
  ...dates,
  ...listAccumulators,
  $meta,
}

import { Context } from 'mingo/core'
import * as accumulator from 'mingo/operators/accumulator'
import * as expression from 'mingo/operators/expression'
import * as pipeline from 'mingo/operators/pipeline'
import * as projection from 'mingo/operators/projection'
import * as query from 'mingo/operators/query'
import * as window from 'mingo/operators/window'

/** Everything that mingo has, for the few operators and stages that are taken from it. */
export const mingoContext = Context.init({ accumulator, expression, pipeline, projection, query, window })

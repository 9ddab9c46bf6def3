import { parseInput } from '@yundian/contract'
import type * as z from 'zod/mini'
import type { House } from './house.ts'

/** One thing that a caller may ask: the shape of its input, and what happens. */
export interface UseCase<Caller, Value = unknown> {
  run(input: unknown, house: House, caller: Caller): Promise<Value>
}

/**
 * Joins a request's schema to what happens, so that nothing runs on input that does not fit.
 * @throws Refusal bad_input, when it is run, naming the field.
 */
export function useCase<Schema extends z.ZodMiniType, Caller, Value>(
  schema: Schema,
  act: (request: z.infer<Schema>, house: House, caller: Caller) => Promise<Value>,
): UseCase<Caller, Value> {
  return { run: async (input, house, caller) => act(parseInput(schema, input), house, caller) }
}

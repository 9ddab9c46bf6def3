import { Refusal } from '@yundian/domain'
import type * as z from 'zod/mini'

/**
 * Parses what came from outside.
 * @throws Refusal bad_input naming the first wrong field as a path, such as `lines.0.quantity`.
 */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new Refusal('bad_input', firstProblem(parsed.error))
}

/** The first thing wrong with a document or request: its field as a path, and a short English reason. */
export function firstProblem(error: z.core.$ZodError): { field: string; problem: string } {
  const issue = error.issues[0]
  if (!issue) return { field: '', problem: 'invalid' }
  const unknownKey = issue.code === 'unrecognized_keys' ? [issue.keys[0] ?? ''] : []
  return { field: [...issue.path, ...unknownKey].join('.'), problem: issue.code }
}

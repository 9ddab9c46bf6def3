import type * as z from 'zod/mini'

/** Something wrong with a document: its field as a path, and what, in the owner's words. */
export interface FieldProblem {
  field: string
  words: string
}

/** Everything that is wrong with a document by its schema. */
export function fieldProblems(error: z.core.$ZodError, document: unknown): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), words: '没有这个字段' }))
    }
    const missing = valueAt(document, issue.path) === undefined
    return [{ field: issue.path.join('.'), words: missing ? '没有填写' : issueWords(issue) }]
  })
}

function issueWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `要填${typeWords[issue.expected] ?? issue.expected}`
    case 'too_small':
      return `不能${amountWords[issue.origin] ?? '小于'} ${issue.minimum}${unitWords[issue.origin] ?? ''}`
    case 'too_big':
      return `不能超过 ${issue.maximum}${unitWords[issue.origin] ?? ''}`
    case 'invalid_value':
      return `只能是 ${issue.values.join('、')}`
    case 'invalid_union':
      return `只能是 ${issue.errors.flat().flatMap(valuesOf).join('、')}`
    case 'invalid_format':
      return formatWords[(issue as { pattern?: string }).pattern ?? ''] ?? '格式不对'
    default:
      return issue.message
  }
}

const typeWords: Record<string, string> = {
  number: '数字',
  int: '整数',
  string: '文字',
  boolean: ' true 或 false',
  array: '列表',
  object: '对象',
}

const amountWords: Record<string, string> = { string: '少于', array: '少于' }
const unitWords: Record<string, string> = { string: ' 个字', array: ' 项' }

const formatWords: Record<string, string> = {
  '/^[a-z0-9]{1,24}$/': '只能用小写字母和数字，最多 24 个',
  '/^[A-Z0-9]{1,8}$/': '只能用大写字母和数字，最多 8 个',
  '/^\\d{4}-\\d{2}-\\d{2}$/': '日期要写成 2026-05-01 这样',
}

function valuesOf(issue: z.core.$ZodIssue): readonly unknown[] {
  return issue.code === 'invalid_value' ? issue.values : []
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], document)
}

/** A rule as read from its text. Every part knows the column (from 1) where it begins, for messages. */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null; column: number }
  | { kind: 'list'; items: Expression[]; column: number }
  /** Text with values in it, such as `database.rooms.${doc.room}`. */
  | { kind: 'template'; parts: (string | Expression)[]; column: number }
  | { kind: 'name'; name: RuleName; column: number }
  | { kind: 'member'; object: Expression; key: Expression; column: number }
  /** get('database.<collection>.<id>') */
  | { kind: 'get'; address: Expression; column: number }
  | { kind: 'not'; operand: Expression; column: number }
  | { kind: 'both' | 'either'; left: Expression; right: Expression; column: number }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression; column: number }

export const RULE_NAMES = ['auth', 'doc', 'request', 'now'] as const
export type RuleName = (typeof RULE_NAMES)[number]

export type Ordering = '>' | '>=' | '<' | '<='
export type Comparison = '==' | '!=' | Ordering | 'in'

/** A rule that cannot be read: where in its text, and why. */
export class RuleSyntaxError extends Error {
  constructor(
    readonly column: number,
    readonly reason: string,
  ) {
    super(`column ${column}: ${reason}`)
    this.name = 'RuleSyntaxError'
  }
}

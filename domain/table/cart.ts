import type { LineRequest } from '../order.ts'

/** What is wanted, without how often. */
export type DishChoice = Omit<LineRequest, 'quantity'>

/** What one phone says about one line; only its own later word changes it. */
export interface Register {
  /** Rises with every edit of this phone. */
  seq: number
  /** All portions that this member ever added to the line, less those that he took off. */
  n: number
}

/**
 * A line of the cart that everybody at the table shares. It is the sum of its members' registers, so the same edits in
 * any order, however often repeated, make the same line.
 */
export interface CartLine {
  /** Key of the member who put it there. */
  owner: string
  choice: DishChoice
  by: Record<string, Register>
  /** How often it was edited: a batch names the count that it saw. */
  edits: number
  /** Portions that left with earlier batches. */
  ordered?: number
}

/** By a hash of the owner and the choice. */
export type Cart = Record<string, CartLine>

/** One member's newest word about one line. */
export interface CartEdit extends Register {
  owner: string
  choice: DishChoice
}

/** Portions of a line that are still to be ordered; when two people took the same one off, none. */
export function quantityOf(line: Pick<CartLine, 'by' | 'ordered'>): number {
  return Math.max(0, balanceOf(line))
}

/** What a member's register must say for the line to show so many portions. */
export function wordFor(line: Pick<CartLine, 'by' | 'ordered'> | undefined, member: string, wanted: number): number {
  if (!line) return wanted
  return wanted - balanceOf(line) + (line.by[member]?.n ?? 0)
}

/** True when the line has heard this edit, or a later one of the same member. */
export function hasHeard(line: Pick<CartLine, 'by'> | undefined, member: string, { seq }: Register): boolean {
  return (line?.by[member]?.seq ?? 0) >= seq
}

/** The cart after an edit; an edit that it has heard changes nothing. */
export function mergeEdit(cart: Cart, key: string, member: string, { owner, choice, seq, n }: CartEdit): Cart {
  const line = cart[key] ?? { owner, choice, by: {}, edits: 0 }
  if (hasHeard(line, member, { seq, n })) return cart
  return { ...cart, [key]: { ...line, by: { ...line.by, [member]: { seq, n } }, edits: line.edits + 1 } }
}

/** The same text for the same owner and choice, in whatever order its parts were written. */
export function lineIdentity(owner: string, choice: DishChoice): string {
  return canonical({ owner, choice })
}

function balanceOf({ by, ordered = 0 }: Pick<CartLine, 'by' | 'ordered'>): number {
  return Object.values(by).reduce((sum, { n }) => sum + n, -ordered)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    .sort()
    .join()}}`
}

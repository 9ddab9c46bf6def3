import { type CartEdit, type DishChoice, lineIdentity, quantityOf, wordFor } from './cart.ts'
import type { TableLine, TableView } from './tableView.ts'

/**
 * The shared cart on one phone: what the house said last, and this phone's own words, which may be ahead of it while the
 * network is away. Nothing is ever taken back by an older answer that comes late.
 */
export interface PhoneCart {
  table: TableView
  /** This phone's newest word about every line that it spoke of, by line identity. */
  words: Record<string, CartEdit>
}

export function openPhoneCart(table: TableView): PhoneCart {
  return hear({ table, words: {} }, table)
}

/** The lines as this phone shows them: with its own words, also those that the house has not heard. */
export function linesOn({ table, words }: PhoneCart): TableLine[] {
  const known = table.lines.map((line) => withWord(line, table.me, words[identityOf(line)]))
  const heard = new Set(table.lines.map(identityOf))
  const unknown = Object.values(words).filter((word) => !heard.has(identityOf(word)))
  return [...known, ...unknown.map((word) => withWord(emptyLine(word), table.me, word))]
}

/** The cart after this phone wants a line to show so many portions. */
export function want(cart: PhoneCart, owner: string, choice: DishChoice, quantity: number): PhoneCart {
  const { me } = cart.table
  const identity = lineIdentity(owner, choice)
  const line = linesOn(cart).find((one) => identityOf(one) === identity)
  const seq = (line?.by[me]?.seq ?? 0) + 1
  return { ...cart, words: { ...cart.words, [identity]: { owner, choice, seq, n: wordFor(line, me, quantity) } } }
}

/** Words that the house has not heard, as far as this phone knows. */
export function unheard({ table, words }: PhoneCart): CartEdit[] {
  const heard = new Map(table.lines.map((line) => [identityOf(line), line.by[table.me]?.seq ?? 0]))
  return Object.values(words).filter((word) => word.seq > (heard.get(identityOf(word)) ?? 0))
}

/** The cart after an answer of the house, or a change that it was watching; an older one than it knows changes nothing. */
export function hear(cart: PhoneCart, table: TableView): PhoneCart {
  if (table.sitting !== cart.table.sitting) return openPhoneCart(table)
  if (ageOf(table) < ageOf(cart.table)) return cart
  const words = { ...cart.words }
  for (const line of table.lines) {
    const word = line.by[table.me]
    const identity = identityOf(line)
    // Another phone of the same person may have spoken since.
    if (word && word.seq >= (words[identity]?.seq ?? 0)) {
      words[identity] = { owner: line.owner, choice: line.choice, ...word }
    }
  }
  return { table, words }
}

/** Edits, batches and members only ever become more. */
function ageOf({ lines, round, members }: TableView): number {
  return lines.reduce((sum, { edits }) => sum + edits, round + members.length)
}

function withWord(line: TableLine, me: string, word: CartEdit | undefined): TableLine {
  if (!word || word.seq <= (line.by[me]?.seq ?? 0)) return line
  const own = { ...line, by: { ...line.by, [me]: { seq: word.seq, n: word.n } } }
  return { ...own, quantity: quantityOf(own) }
}

function emptyLine({ owner, choice }: CartEdit): TableLine {
  return { key: lineIdentity(owner, choice), owner, choice, by: {}, edits: 0, quantity: 0 }
}

function identityOf({ owner, choice }: Pick<CartEdit, 'owner' | 'choice'>): string {
  return lineIdentity(owner, choice)
}

import { linkTo, type TestTitle, testTitles, titlesIn } from './testTitles.ts'

/** What the pay platform documents, and what attackers try; every one has a test whose title bears its number. */
export const promises: Record<string, string> = {
  R1: 'Notices are repeated for a day, and may never come',
  R2: 'Only a recorded notice is acknowledged',
  R3: 'The platform waits 5 s for an answer',
  R4: 'The same notice may come twice within a second',
  R5: 'State is checked where it is changed',
  R6: 'Sender and amount are proven',
  R7: 'The phone’s word is not believed: the platform is asked',
  R8: 'Every attempt to pay goes by the same number',
  R9: 'A silent payment is asked about',
  R10: 'The bill of the day is compared with the books',
  R11: 'Closed before another way to pay, and on timeout',
  R12: 'Closed not earlier than 5 minutes after it began',
  R13: 'Paid at the moment of closing is paid',
  R14: 'A number has 32 safe characters and is unique for ever',
  R15: 'A payment begun lives 2 hours',
  R16: 'A refund number moves money once',
  R17: 'At most 50 refunds, never more than was paid, within a year',
  R18: 'An accepted refund is not yet done',
  R19: 'Two refunds of one payment are a minute apart',
  R20: 'A refund that failed is sent again by its number',
  R21: 'Fees are whole fen',
  R22: 'Paid after the cancellation: it lives again, or the money goes back',
  R23: 'One grant is one message',
  R24: 'Money that fits no order is kept and told',
  A1: 'Another price',
  A2: 'Another price of an option',
  A3: 'Quantities that are none',
  A4: 'The same dish on two lines',
  A5: 'Another’s identity in the event',
  A6: 'Another’s request key',
  A7: 'Fields that are the house’s own',
  A8: 'Operators and paths instead of values',
  A9: 'A forged notice',
  A10: 'A notice of another amount, merchant or payer',
  A11: 'The same notice many times',
  A12: 'Another’s order',
  A13: 'Guessed order numbers',
  A14: 'Points or a coupon spent twice',
  A15: 'Portions hoarded by orders that nobody pays',
  A16: 'Functions that are not for this caller',
  A17: 'Refunds beyond what was paid',
  A18: 'Writes past the functions',
  A19: 'Requests that are too large',
  A20: 'A forged table code',
  A21: 'Markup in what people write',
  A22: 'Secrets in the repository',
}

/** A test that proves a promise. */
export interface Proof extends TestTitle {
  number: string
}

const numbered = '[RA]\\d{1,2}'
/** Numbers stand before a title's colon, or in brackets at its end. */
const before = new RegExp(`^((?:${numbered} ?)+):`)
const after = new RegExp(`\\(((?:${numbered} ?)+)\\)$`)

/** All tests of the restaurant whose titles bear the number of a promise, in the order of their files. */
export function findProofs(root: string): Proof[] {
  return testTitles(root).flatMap(proofsOf)
}

/** The promises that a test file's titles name. */
export function proofsIn(file: string, text: string): Proof[] {
  return titlesIn(text).flatMap((title) => proofsOf({ file, title }))
}

function proofsOf({ file, title }: TestTitle): Proof[] {
  const numbers = [before.exec(title)?.[1], after.exec(title)?.[1]].join(' ')
  return Array.from(numbers.matchAll(new RegExp(numbered, 'g')), ([number]) => ({ number, file, title }))
}

/** The promises and their tests as the rows of a Markdown table. */
export function proofRows(proofs: Proof[]): string[] {
  return Object.entries(promises).flatMap(([number, promise]) =>
    proofs.filter((proof) => proof.number === number).map((proof, at) => rowOf(proof, at === 0 ? promise : '')),
  )
}

function rowOf({ number, file, title }: Proof, promise: string): string {
  return `| ${number} | ${promise} | ${linkTo(file)} | ${title.replaceAll('|', '\\|')} |`
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cart, type CartEdit, lineIdentity, mergeEdit, quantityOf, wordFor } from './cart.ts'

const choice = (dish: string) => ({ dish, spec: 'one', options: [], choices: [] })

interface Said extends CartEdit {
  member: string
}

/** Phones talk about lines; each phone's words about a line are numbered as it said them. */
const talk = fc
  .array(
    fc.record({
      member: fc.constantFrom('ann', 'bob', 'cat'),
      owner: fc.constantFrom('ann', 'bob'),
      dish: fc.constantFrom('tea', 'rice'),
      n: fc.integer({ min: -3, max: 5 }),
    }),
    { maxLength: 25 },
  )
  .map((words) => {
    const said = new Map<string, number>()
    return words.map(({ member, owner, dish, n }): Said => {
      const register = `${member} ${owner} ${dish}`
      const seq = (said.get(register) ?? 0) + 1
      said.set(register, seq)
      return { member, owner, choice: choice(dish), seq, n }
    })
  })

const keyOf = ({ owner, choice }: CartEdit) => lineIdentity(owner, choice)
const merged = (words: readonly Said[]) =>
  words.reduce<Cart>((cart, word) => mergeEdit(cart, keyOf(word), word.member, word), {})
/** What counts of a cart: every register, and what every line shows. */
const meaning = (cart: Cart) =>
  Object.entries(cart)
    .map(([key, line]) => [key, line.owner, quantityOf(line), Object.entries(line.by).sort()])
    .sort()

describe('the shared cart', () => {
  it('is the same after the same edits in any order, with any of them repeated', () => {
    const shuffled = talk.chain((words) =>
      fc.tuple(
        fc.constant(words),
        fc.shuffledSubarray([...words, ...words], { minLength: 0, maxLength: words.length * 2 }),
        fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([words, repeats, anyOrder]) => {
        expect(meaning(merged([...anyOrder, ...repeats]))).toEqual(meaning(merged(words)))
      }),
      { numRuns: 500 },
    )
  })

  it('shows what was wanted last by a phone that knew what the others said', () => {
    fc.assert(
      fc.property(talk, fc.integer({ min: 0, max: 9 }), (words, wanted) => {
        const cart = merged(words)
        for (const [key, line] of Object.entries(cart)) {
          const seq = (line.by.ann?.seq ?? 0) + 1
          const word = { owner: line.owner, choice: line.choice, seq, n: wordFor(line, 'ann', wanted) }
          expect(quantityOf(mergeEdit(cart, key, 'ann', word)[key] ?? line)).toBe(wanted)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('never shows less than nothing, and keeps what was added while a batch left', () => {
    const line = { by: { ann: { seq: 1, n: 1 }, bob: { seq: 1, n: -2 } } }
    expect(quantityOf(line)).toBe(0)
    expect(quantityOf({ by: { ann: { seq: 2, n: 5 } }, ordered: 3 })).toBe(2)
    expect(wordFor(line, 'ann', 2)).toBe(4)
    expect(wordFor(undefined, 'ann', 2)).toBe(2)
  })

  it('knows a line again however its parts are written', () => {
    const options = [
      { group: 'extra', option: 'egg' },
      { group: 'spicy', option: 'hot' },
    ]
    const one = { dish: 'dandan', spec: 'large', options, choices: [] }
    const other = { choices: [], options: options.slice().reverse(), spec: 'large', dish: 'dandan' }
    expect(lineIdentity('ann', one)).toBe(lineIdentity('ann', other))
    expect(lineIdentity('bob', one)).not.toBe(lineIdentity('ann', one))
    expect(lineIdentity('ann', { ...one, remark: '不要葱' })).not.toBe(lineIdentity('ann', one))
  })
})

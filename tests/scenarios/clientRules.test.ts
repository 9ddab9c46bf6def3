import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RuleDeclaration, rulesKit } from '@yundian/emulator'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/root.ts'

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))
const declarations = read('database-rules.json') as Record<string, RuleDeclaration>
const collections = (
  read('cloudbaserc.json').framework.plugins.database.inputs.collections as { collectionName: string }[]
).map((collection) => collection.collectionName)

const kit = rulesKit(declarations)
/** What anybody may read: what is sold out is no secret. */
const publicCollections = ['shelves']
const reads = ['get', 'count', 'aggregate']
const own = { _openid: 'ann', diner: 'ann', _id: 'x' }

describe('A18: a phone that goes past the functions, straight to the database', () => {
  it('finds a rule for every collection', () => {
    expect(Object.keys(declarations).sort()).toEqual([...collections].sort())
  })

  for (const collection of collections) {
    for (const [call, target, change] of [
      ['get', own],
      ['count', {}],
      ['aggregate', [{ $match: own }]],
      ['create', { ...own }],
      ['update', own, { $set: { status: 'paid' } }],
      ['delete', own],
    ] as const) {
      const may = publicCollections.includes(collection) && reads.includes(call)
      it(`may ${may ? '' : 'not '}${call} in ${collection}${may ? '' : ', not even what is its own'}`, async () => {
        const asked = Array.isArray(target) ? target.map((stage) => ({ ...stage })) : { ...target }
        expect(await kit.allowed({ openid: 'ann' }, call, collection, asked, change)).toBe(may)
      })
    }
  }
})

describe('A12 A18: the live cart of a table', () => {
  const asked = { _id: 's', readers: 'ann' }

  it('may be read by who sits there, asking as himself, and by nobody else', async () => {
    for (const [openid, query, may] of [
      ['ann', asked, true],
      ['eve', asked, false],
      ['eve', { _id: 's' }, false],
      // Asking for what he sits at is allowed, and finds nothing where he does not.
      ['eve', { _id: 's', readers: 'eve' }, true],
    ] as const) {
      expect(await kit.allowed({ openid }, 'get', 'sittings', { ...query }), `${openid} ${JSON.stringify(query)}`).toBe(
        may,
      )
    }
  })

  it('may be written by nobody, not even who sits there', async () => {
    for (const call of ['update', 'delete'] as const) {
      expect(await kit.allowed({ openid: 'ann' }, call, 'sittings', { ...asked }, { $set: { people: 1 } })).toBe(false)
    }
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProjectError, RuleDeclarationError, rulesKit } from '../index.ts'
import { loadRules } from './loadRules.ts'

const ann = { openid: 'ann' }

describe('the rules of a project', () => {
  const load = (content: unknown, collections: { name: string; aclTag?: string; aclRule?: unknown }[] = []) => {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'))
    try {
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      writeFileSync(join(folder, 'database-rules.json'), text)
      return loadRules({ folder, collections: collections.map((each) => ({ indexes: [], ...each })) })
    } catch (error) {
      expect(error).toBeInstanceOf(ProjectError)
      return (error as Error).message.replace(`${folder}/`, '')
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it.each<[content: unknown, message: string | RegExp]>([
    ['{', /^database-rules\.json: is not JSON: /],
    [[], 'database-rules.json: must be an object of collections'],
    [{ c: 'PUBLIC' }, /^database-rules\.json: c must be an object of rules or one of READONLY, /],
    [{ c: { raed: true } }, /^database-rules\.json: c\.raed is unknown: rules are read, write/],
    [{ c: { read: 1 } }, 'database-rules.json: c.read must be true, false or the text of a rule'],
    [{ c: { read: 'doc.a == ' } }, 'database-rules.json: c.read column 10: a value is missing, the rule ends'],
    [{ c: { read: 'doc.a = 1' } }, "database-rules.json: c.read column 7: an operator is missing, there is '='"],
    [{ c: { write: 'doc.a == user.id' } }, /^database-rules\.json: c\.write column 10: 'user' is unknown: /],
    [{ c: { read: 'doc' } }, 'database-rules.json: c.read column 1: a field must follow'],
    [{ c: { read: "doc.a == 'x" } }, /column 10: a text that begins here does not end with '/],
    [{ c: { read: 'request.query.a == 1' } }, /column 1: request must be followed by \.data/],
    [{ c: { read: '1 < doc.a < 3' } }, /comparisons cannot be chained/],
    [{ c: { read: '!doc.a in [1]' } }, /column 1: a value is needed here, and this is a condition/],
    [{ c: { read: "get('orders.x').a == 1" } }, /column 5: get\(\) needs 'database\.<collection>\.<id>'/],
    [
      { c: { read: "get('database.a.x') != null && ".repeat(4).slice(0, -4) } },
      /column 94: a rule has at most 3 get\(\)/,
    ],
    [{ c: { read: 'get(get(get("database.a.b").c).d).e == 1' } }, /column 9: get\(\) stand at most 2 deep/],
    [{ c: { read: `'${'x'.repeat(1024)}' == '1'` } }, /column 1025: a rule has at most 1024 characters/],
  ])('that cannot be read are told in one line by collection, key and column: %j', (content, message) => {
    const told = load(content)
    expect(told).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
    expect(told).not.toContain('\n')
  })

  it('come from aclTag and aclRule where database-rules.json is silent', () => {
    const collections = [
      { name: 'a', aclTag: 'READONLY' },
      { name: 'b', aclTag: 'PRIVATE' },
      { name: 'c', aclTag: 'CUSTOM', aclRule: { read: true } },
      { name: 'd' },
    ]
    const rules = load({ b: 'ADMINWRITE' }, collections) as Map<string, unknown>
    expect([rules.get('a'), rules.get('b'), rules.has('d')]).toEqual(['READONLY', 'ADMINWRITE', false])
    expect(rules.get('c')).toMatchObject({ read: { value: true }, delete: { value: false } })
    expect(load({}, [{ name: 'a', aclTag: 'OPEN' }])).toMatch(/cloudbaserc\.json: a\.aclTag must be/)
    expect(load({}, [{ name: 'a', aclTag: 'CUSTOM', aclRule: { read: '(' } }])).toMatch(/a\.aclRule\.read column 2: /)
  })
})

describe('the rules kit', () => {
  it('answers whether a call is allowed, or why it is refused', async () => {
    const kit = rulesKit({ orders: { read: 'doc._openid == auth.openid', create: 'request.data.n > 0' } })
    expect(await kit.allowed(ann, 'get', 'orders', { _openid: '{openid}' })).toBe(true)
    expect(await kit.allowed(ann, 'count', 'orders', { _openid: 'ann', n: { $gt: 1 } })).toBe(true)
    expect(await kit.refused(ann, 'get', 'orders', {})).toBe('the query does not imply doc._openid == "ann"')
    expect(await kit.refused(ann, 'get', 'orders', 'some-id')).toMatch(/does not imply/)
    expect(await kit.allowed(ann, 'create', 'orders', { n: 1 })).toBe(true)
    expect(await kit.refused(ann, 'create', 'orders', { n: 0 })).toBe('0 > 0 is false')
    expect(await kit.refused(ann, 'create', 'orders', { n: 1, _openid: 'ann' })).toBe(
      '_openid is for the server to write',
    )
    expect(await kit.allowed(ann, 'delete', 'orders', { _openid: 'ann' })).toBe(false)
    expect(await kit.refused(ann, 'get', 'elsewhere', {})).toBe('its rights are ADMINONLY')
    expect(await kit.allowed(ann, 'aggregate', 'orders', [{ $match: { _openid: 'ann' } }])).toBe(true)
    expect(await kit.allowed(ann, 'aggregate', 'orders', [{ $group: { _id: null } }])).toBe(false)
    const join = [{ $match: { _openid: 'ann' } }, { $lookup: { from: 'elsewhere', as: 'joined' } }]
    expect(await kit.refused(ann, 'aggregate', 'orders', join)).toBe('join of elsewhere: its rights are ADMINONLY')
    expect(() => rulesKit({ orders: { read: 'x' } })).toThrow(RuleDeclarationError)
  })

  it('judges documents by id as they stand under preRead', async () => {
    const rules = { orders: { read: 'doc._openid == auth.openid', update: '!(doc.state in ["paid"])' } }
    const documents = {
      orders: [
        { _id: 'mine', _openid: 'ann', state: 'new' },
        { _id: 'other', _openid: 'bob', state: 'paid' },
      ],
    }
    const kit = rulesKit(rules, { documents, documentById: 'preRead' })
    expect(await kit.allowed(ann, 'get', 'orders', 'mine')).toBe(true)
    expect(await kit.refused(ann, 'get', 'orders', 'other')).toBe('"bob" == "ann" is false')
    expect(await kit.allowed(ann, 'get', 'orders', { _id: 'mine' })).toBe(false)
    expect(await kit.allowed(ann, 'get', 'orders', 'missing')).toBe(false)
    expect(await kit.allowed(ann, 'update', 'orders', 'mine', { $set: { n: 1 } })).toBe(true)
    expect(await kit.allowed(ann, 'update', 'orders', 'other', { $set: { n: 1 } })).toBe(false)
  })

  it('shows request.data of an update as the fields that it sets; the result of an operator is not foreseen', async () => {
    const kit = rulesKit({
      dishes: { write: 'request.data.price == null' },
      carts: { write: '!(request.data.size.width > 3) && request.data.name != "x"' },
    })
    const update = (collection: string, change: Record<string, unknown>) =>
      kit.refused(ann, 'update', collection, {}, change)
    expect(await update('dishes', { $set: { name: 'soup' } })).toBeUndefined()
    expect(await update('dishes', { $set: { price: 1 } })).toBe('1 == null is false')
    for (const change of [
      { $inc: { price: 1 } },
      { $unset: { price: '' } },
      { $rename: { cost: 'price' } },
      { $set: { 'price.fen': 1 } },
    ]) {
      expect(await update('dishes', change)).toBeDefined()
    }
    expect(await update('carts', { $set: { 'size.width': 3 } })).toBeUndefined()
    expect(await update('carts', { $set: { 'size.width': 4 } })).toBe('not 4 > 3 is false')
    expect(await update('carts', { $set: { 'size.width': '4' } })).toBe('"4" and 3 have no order')
    expect(await update('dishes', { $rename: { name: '_openid' } })).toMatch(/_openid/)
    expect(await update('dishes', { $set: { '_openid.x': 1 } })).toMatch(/_openid/)
  })

  it('knows a web user by uid and login type, and by no openid', async () => {
    const kit = rulesKit({
      notes: { read: 'doc._openid == auth.uid', write: "auth.loginType == 'CUSTOM'" },
      phones: { read: 'doc._openid == auth.openid' },
      drafts: 'PRIVATE',
    })
    const web = { uid: 'u1' }
    expect(await kit.allowed(web, 'get', 'notes', { _openid: '{uid}' })).toBe(true)
    expect(await kit.allowed(web, 'get', 'notes', { _openid: '{openid}' })).toBe(true)
    expect(await kit.allowed(web, 'get', 'notes', { _openid: 'u2' })).toBe(false)
    expect(await kit.allowed(web, 'create', 'notes', {})).toBe(false)
    expect(await kit.allowed({ uid: 'u1', loginType: 'CUSTOM' }, 'create', 'notes', {})).toBe(true)
    expect(await kit.refused(web, 'get', 'phones', { _openid: 'u1' })).toMatch(/an absent value/)
    expect(await kit.refused(ann, 'get', 'notes', { _openid: 'ann' })).toMatch(/an absent value/)
    expect(await kit.allowed(web, 'get', 'drafts', {})).toBe(true)
  })

  it('reads at most 10 documents by get(), and refuses a query with too many alternatives', async () => {
    const documents = { members: Array.from({ length: 12 }, (_, n) => ({ _id: `m${n}`, openid: 'ann' })) }
    const kit = rulesKit(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a rule has templates of its own
      { rooms: { read: 'get(`database.members.${doc.member}`).openid == auth.openid' } },
      { documents },
    )
    const rooms = (count: number) => ({ $or: Array.from({ length: count }, (_, n) => ({ member: `m${n}` })) })
    expect(await kit.refused(ann, 'get', 'rooms', rooms(10))).toBeUndefined()
    expect(await kit.refused(ann, 'get', 'rooms', rooms(11))).toBe('get() would read more than 10 documents')
    expect(await kit.allowed(ann, 'get', 'rooms', { member: { $in: ['m1'] } })).toBe(true)
    expect(await kit.refused(ann, 'get', 'rooms', { member: { $in: ['m1', 'm2'] } })).toMatch(
      /must fix doc\.member by ==/,
    )
    const wide = { $and: Array.from({ length: 9 }, () => ({ $or: [{ a: 1 }, { b: 1 }] })) }
    expect(await kit.refused(ann, 'get', 'rooms', wide)).toBe('the query has more than 256 alternatives')
  })
})

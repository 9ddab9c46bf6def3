import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SHOP_FOLDER } from '../../fixtures/shop.ts'
import { loadProject } from './loadProject.ts'
import { ProjectError } from './projectError.ts'

const SUPPLIED = { ENV_ID: 'local', HOSTING_URL: 'http://127.0.0.1:1/hosting' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'project-'))
  mkdirSync(join(folder, 'functions/diner'), { recursive: true })
  writeFileSync(join(folder, 'functions/diner/index.js'), 'exports.main = () => 1')
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (content: unknown) =>
  writeFileSync(join(folder, 'cloudbaserc.json'), typeof content === 'string' ? content : JSON.stringify(content))
const load = (env: Record<string, string> = {}) => loadProject(folder, env, SUPPLIED)

const refusal = () => {
  try {
    load()
  } catch (error) {
    expect(error).toBeInstanceOf(ProjectError)
    return (error as Error).message.replace(`${folder}/`, '')
  }
  throw new Error('the project was accepted')
}

describe('a project', () => {
  it('is read from the files of the real tools', () => {
    const project = loadProject(SHOP_FOLDER, {}, SUPPLIED)
    expect(project).toMatchObject({
      envId: 'local',
      region: 'ap-shanghai',
      hosting: { sites: [{ at: '/', folder: join(SHOP_FOLDER, 'site') }], indexDocument: 'index.html' },
    })
    expect(project.functions.find(({ name }) => name === 'tick')).toMatchObject({
      timeoutSeconds: 20,
      memoryMb: 256,
      timers: [{ name: 'everyMinute', expression: '0 * * * * * *' }],
    })
    expect(project.functions[0]?.env).toEqual({ SITE: SUPPLIED.HOSTING_URL })
    expect(project.collections.at(-1)).toEqual({
      name: 'coupons',
      indexes: [{ name: 'code', unique: true, keys: [{ field: 'code', direction: 1 }] }],
    })
  })

  it('declares indexes that are sparse, compound or by place', () => {
    const keys = (...directions: string[]) => directions.map((direction, n) => ({ name: `f${n}`, direction }))
    const createIndexes = [
      { name: 'both', sparse: true, keys: keys('1', '-1') },
      { name: 'place', keys: keys('2dsphere') },
      { name: 'plane', keys: keys('2d') },
    ]
    const inputs = { collections: [{ collectionName: 'c', createIndexes }] }
    const plugins = { db: { use: '@cloudbase/framework-plugin-database', inputs } }
    write({ envId: 'x', framework: { name: 'x', plugins } })
    expect(load().collections[0]?.indexes).toEqual([
      {
        name: 'both',
        unique: false,
        sparse: true,
        keys: [
          { field: 'f0', direction: 1 },
          { field: 'f1', direction: -1 },
        ],
      },
      { name: 'place', unique: false, keys: [{ field: 'f0', direction: '2dsphere' }] },
      { name: 'plane', unique: false, keys: [{ field: 'f0', direction: '2dsphere' }] },
    ])
  })

  it('takes {{env.X}} from the caller, then from .env.local, then from .env, then from the local cloud', () => {
    write({ envId: '{{env.ENV_ID}}', region: '{{ env.REGION }}-{{env.ZONE}}' })
    writeFileSync(join(folder, '.env'), 'REGION=from-env\nZONE=1')
    expect(load()).toMatchObject({ envId: 'local', region: 'from-env-1' })
    writeFileSync(join(folder, '.env.local'), 'REGION=from-local')
    expect(load({ ENV_ID: 'mine' })).toMatchObject({ envId: 'mine', region: 'from-local-1' })
  })

  it('takes its app id from project.config.json', () => {
    write({ envId: 'x' })
    writeFileSync(join(folder, 'project.config.json'), '{"appid":"wx1234567890abcdef"}')
    expect(load().appId).toBe('wx1234567890abcdef')
  })
})

describe('a broken project', () => {
  const diner = { name: 'diner', handler: 'index.main' }
  const timer = (config: string) => ({ ...diner, triggers: [{ name: 't', type: 'timer', config }] })
  const plugin = (collection: unknown) => ({
    plugins: { db: { use: '@cloudbase/framework-plugin-database', inputs: { collections: [collection] } } },
  })
  const trigger = (fields: unknown) => ({
    envId: 'x',
    functions: [diner],
    databaseTriggers: [Object.assign({ name: 't', collection: 'c', event: 'write', functions: ['diner'] }, fields)],
  })
  const gateway = (...routes: unknown[]) => ({
    envId: 'x',
    functions: [diner],
    hosting: [{ name: 'site' }],
    gateway: { routes },
  })
  const rule = (fields: unknown) => trigger({ condition: { match: 'all', rules: [fields] } })

  it.each([
    ['{"envId": ', /^cloudbaserc\.json: is not JSON: /],
    ['[]', /^cloudbaserc\.json: must be an object$/],
    [{}, /envId must be a non-empty string/],
    [{ envId: '{{env.NOWHERE_SET}}' }, /\{\{env\.NOWHERE_SET\}\} is not set/],
    [{ envId: 'x', functions: {} }, /functions must be a list/],
    [{ envId: 'x', functions: [{}] }, /functions\[0\]\.name must be a non-empty string/],
    [{ envId: 'x', functions: [{ name: '../x' }] }, /functions\[0\]\.name is "\.\.\/x"/],
    [{ envId: 'x', functions: [{ name: 'cook' }] }, /functions\[0\]\.name is "cook", but there is no .*index\.js/],
    [{ envId: 'x', functions: [diner, diner] }, /functions\[1\]\.name is "diner", which another function has/],
    [{ envId: 'x', functions: [{ ...diner, timeout: '3' }] }, /functions\[0\]\.timeout must be a whole number from 1/],
    [{ envId: 'x', functions: [{ ...diner, memorySize: 1 }] }, /functions\[0\]\.memorySize must be/],
    [{ envId: 'x', functions: [{ ...diner, envVariables: { A: {} } }] }, /envVariables\.A must be a string/],
    [{ envId: 'x', functions: [timer('0 * * * *')] }, /triggers\[0\]\.config "0 \* \* \* \*" is not a timer: it has 5/],
    [{ envId: 'x', functions: [timer('61 * * * * * *')] }, /triggers\[0\]\.config .* Invalid value for second/],
    [{ envId: 'x', hosting: {} }, /hosting\.path must be a non-empty string/],
    [{ envId: 'x', hosting: [{}] }, /hosting\[0\]\.name must be a non-empty string/],
    [
      { envId: 'x', hosting: [{ name: 'a', deployPath: 'a b' }] },
      /hosting\[0\]\.deployPath is "a b", but must be a path/,
    ],
    [gateway({}), /routes\[0\]\.path must be a non-empty string/],
    [gateway({ path: 'api' }), /routes\[0\]\.path is "api", but must be a path such as/],
    [gateway({ path: '/*' }), /routes\[0\]\.path is "\/\*", but must be a path such as/],
    [gateway({ path: `/${'a'.repeat(51)}` }), /routes\[0\]\.path is "\/a+", but must be a path such as/],
    [gateway({ path: '/__auth/x' }), /routes\[0\]\.path is "\/__auth\/x", which the platform keeps for itself/],
    [gateway({ path: '/a' }), /routes\[0\]\.target must be a non-empty string/],
    [gateway({ path: '/a', target: 'cloudrun:x' }), /routes\[0\]\.target must be function:<name> or hosting:<name>/],
    [
      gateway({ path: '/a', target: 'function:cook' }),
      /routes\[0\]\.target names "cook", which is not a function here/,
    ],
    [
      gateway({ path: '/a', target: 'hosting:cook' }),
      /routes\[0\]\.target names "cook", which is not a hosted site here/,
    ],
    [gateway({ path: '/a/b', target: 'hosting:site' }), /routes\[0\]\.path of a hosted site has one part/],
    [
      gateway({ path: '/a', target: 'hosting:site', enablePathTransmission: true }),
      /routes\[0\]\.enablePathTransmission of a hosted site needs pathRewrite/,
    ],
    [
      gateway({ path: '/a', target: 'function:diner', enablePathTransmission: 1 }),
      /routes\[0\]\.enablePathTransmission must be true or false/,
    ],
    [
      gateway({ path: '/a', target: 'function:diner' }, { path: '/a/', target: 'hosting:site' }),
      /routes\[1\]\.path is "\/a", which another route has/,
    ],
    [{ envId: 'x', framework: plugin({}) }, /collections\[0\]\.collectionName must be/],
    [
      { envId: 'x', framework: plugin({ collectionName: 'c', createIndexes: [{ name: 'i', keys: [] }] }) },
      /createIndexes\[0\]\.keys must name at least one field/,
    ],
    [trigger({ event: 'change' }), /databaseTriggers\[0\]\.event must be one of insert, update, delete, write/],
    [trigger({ functions: ['cook'] }), /functions\[0\] is "cook", which is not a function here/],
    [rule({ field: 'a', operator: '~', value: 1 }), /rules\[0\]\.operator must be one of/],
    [rule({ field: 'a', operator: '>', value: null }), /rules\[0\]\.value must be a string or a number for >/],
  ])('is told in one line by file and field: %j', (content, message) => {
    write(content)
    expect(refusal()).toMatch(message)
    expect(refusal()).not.toContain('\n')
  })

  it('without cloudbaserc.json is told so', () => {
    expect(refusal()).toBe('cloudbaserc.json: there is no such file')
  })
})

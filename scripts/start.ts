import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { demoRestaurant } from '@yundian/demo'
import { DataFolderError, DataInUseError, PortInUseError, ProjectError, startCloud } from '@yundian/emulator'
import { startPreview } from '@yundian/preview'
import colors from 'picocolors'
import { sceneOf } from '../platform/tables/scene.ts'
import { buildAll } from './build/buildAll.ts'
import { demoEnvironment, demoKeys } from './demoEnvironment.ts'
import { root } from './root.ts'
import { seedDemo } from './seedDemo.ts'

/** `npm start`: the whole restaurant on this machine. */
const usage = `npm start -- [options]
  --port <number>    port of the local cloud (default 8600, or the next free one)
  --data <folder>    where its data is kept (default .local/cloud)
  --clock <instant>  ISO instant at which its clock starts, such as 2026-05-01T12:00:00+08:00
  --reset            begin anew with the demo restaurant
  --help             print this`

/** Something that the user can put right: told in one line. */
class UsageError extends Error {}

function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        clock: { type: 'string' },
        reset: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
      throw new UsageError(`--port ${values.port} is not a port (0 to 65535)`)
    }
    if (values.clock !== undefined && Number.isNaN(Date.parse(values.clock))) {
      throw new UsageError(`--clock ${values.clock} is not an ISO instant, such as 2026-05-01T12:00:00+08:00`)
    }
    return { ...values, port, data: resolve(root, values.data ?? '.local/cloud') }
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]} (see npm start -- --help)`)
  }
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return console.log(usage)
  const say = (line: string) => console.log(colors.dim(`  ${line}`))
  console.log(colors.bold('\nYundian 云点'))
  await buildAll(root, say)
  const { port, data, clock, reset } = options
  const cloud = await startCloud({
    project: root,
    port,
    data,
    clock,
    reset,
    env: { ...demoEnvironment, ...(await demoKeys()) },
    payPlatforms: true,
    log: warn,
  })
  const preview = await startPreview({ project: root, cloudUrl: cloud.url, log: warn }).catch(async (error) => {
    await cloud.stop()
    throw error
  })
  stopOnSignal(async () => {
    await preview.stop()
    await cloud.stop()
  })
  if (await seedDemo(cloud)) say('demo restaurant seeded')
  console.log(`
  ${colors.bold('点餐  Mini-program')}   ${colors.cyan(`${preview.url}/`)}
  ${colors.bold('桌码  At table A5')}    ${colors.cyan(`${preview.url}/?path=${encodeURIComponent(`pages/menu/menu?scene=${sceneOf(demoRestaurant.store._id, 'A5', demoEnvironment.TABLE_KEY)}`)}`)}
  ${colors.bold('桌台  Tables')}         ${colors.cyan(`${preview.url}/?openid=waiter&path=${encodeURIComponent('staff/tables/tables')}`)}
  ${colors.bold('后厨  Kitchen')}        ${colors.cyan(`${preview.url}/?openid=cook&path=${encodeURIComponent('staff/kitchen/kitchen')}`)}
  ${colors.bold('控制台 Console')}       ${colors.cyan(`${cloud.url}/console`)}

  ${colors.dim(`data in ${join(data)}; Ctrl-C stops`)}
`)
}

function warn(line: string): void {
  console.warn(colors.yellow(`  ${line}`))
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void stop().then(() => process.exit(0))
    })
  }
}

run().catch((error: unknown) => {
  const told = [UsageError, ProjectError, PortInUseError, DataFolderError, DataInUseError, RangeError]
  const known = told.some((kind) => error instanceof kind)
  console.error(colors.red(known ? (error as Error).message : String((error as Error).stack ?? error)))
  process.exit(1)
})

import { type CliOptions, readCliOptions, USAGE, UsageError } from './cliOptions.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { DataFolderError, DataInUseError } from './dataFolder.ts'
import { ProjectError } from './project/projectError.ts'
import { SeedError } from './seed.ts'
import { PortInUseError } from './server/listen.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const options = readCliOptions(process.argv.slice(2))
  if (options.help) say(USAGE)
  else await run(options)
} catch (error) {
  process.exitCode = 1
  process.stderr.write(`local cloud: ${explain(error)}\n`)
}

async function run(options: CliOptions): Promise<void> {
  const { project, port, data, clock, reset, seed, trouble } = options
  const cloud = await startCloud({ project, payPlatforms: true, port, data, clock, reset, seed, trouble, log: say })
  // Before anything is printed: whoever reads the address may stop the cloud at once.
  stopOnSignal(cloud)
  if (options.check && !(await isInOrder(cloud))) return cloud.stop()
  say(`local cloud "${cloud.envId}" of ${project}`)
  say(`  ${cloud.url}  (data in ${data})`)
  say(`  ${cloud.url}/console`)
  if (options.printEnv)
    for (const [name, value] of Object.entries(cloud.sdkEnvironment)) say(`export ${name}='${value}'`)
}

/** Says what is wrong with the data, and fails; or that nothing is. */
async function isInOrder({ database }: Cloud): Promise<boolean> {
  const wrong = await database.check()
  for (const line of wrong) process.stderr.write(`local cloud: ${line}\n`)
  if (wrong.length > 0) process.exitCode = 1
  else say('the data is in order: indexes agree with documents, and memory with the disk')
  return wrong.length === 0
}

function stopOnSignal(cloud: Cloud): void {
  const stop = () => void cloud.stop().then(() => process.exit(0))
  // A runner may pass on a Ctrl-C that the terminal has sent already: the second must not cut the first one's work.
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** What the user did is told in a line; anything else is a bug of the local cloud and keeps its stack. */
function explain(error: unknown): string {
  const known = [UsageError, ProjectError, PortInUseError, DataInUseError, DataFolderError, SeedError].some(
    (kind) => error instanceof kind,
  )
  return known ? (error as Error).message : ((error as Error).stack ?? String(error))
}

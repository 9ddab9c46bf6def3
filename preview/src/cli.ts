import { parseArgs } from 'node:util'
import { startPreview } from './server.ts'

const USAGE = 'usage: preview [--project <folder>] [--cloud <url>] [--port <number>] [--openid <openid>]'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      project: { type: 'string', default: '.' },
      cloud: { type: 'string', default: 'http://127.0.0.1:8600' },
      port: { type: 'string' },
      openid: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new Error(`--port must be a number from 0 to 65535\n${USAGE}`)
  }
  const preview = await startPreview({
    project: values.project,
    cloudUrl: values.cloud.replace(/\/$/, ''),
    port,
    openid: values.openid,
    log: (line) => process.stdout.write(`${line}\n`),
  })
  const stop = () => void preview.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(`preview: ${preview.url}  (phone alone: ${preview.url}/phone)\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`preview: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})

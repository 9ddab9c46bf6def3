// @ts-check
// Runs one function's code in a process of its own, one call at a time. Plain JavaScript, so that a worker starts
// without a loader. Started by worker.ts with the function's folder, handler, clock offset and answer limit.
import fs from 'node:fs'
import Module, { createRequire } from 'node:module'
import path from 'node:path'
import { Worker } from 'node:worker_threads'

/** @typedef {import('./workerMessages.ts').ToWorker} ToWorker */
/** @typedef {import('./workerMessages.ts').FromWorker} FromWorker */
/** @typedef {import('./workerMessages.ts').CallContext} CallContext */

const [given = '', handler = '', startOffset = '0', answerMaxBytes = '0', lifelineFd = ''] = process.argv.slice(2)
// Modules are told their real paths, and the folder may be reached through a link (as macOS's temporary folder is).
const folder = fs.realpathSync(given)
const file = path.join(folder, `${handler.slice(0, handler.lastIndexOf('.'))}.js`)
const exportName = handler.slice(handler.lastIndexOf('.') + 1)

// The channel is the host's: libraries that greet a process manager over it must find none.
const send = process.send?.bind(process)
process.send = undefined

/** @param {FromWorker} message */
const tell = (message) => {
  if (process.connected) send?.(message)
}

// A worker must not outlive the local cloud, whatever its function is doing.
process.on('disconnect', () => process.exit(0))
const lifeline = new Worker(new URL('./lifeline.js', import.meta.url), {
  workerData: Number(lifelineFd),
  env: {},
  execArgv: [],
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
})
lifeline.unref()
// Ctrl-C in a terminal reaches every process; the local cloud decides when its workers end.
process.on('SIGINT', () => {})

for (const stream of [process.stdout, process.stderr]) {
  /** @type {any} */
  const writable = stream
  writable.write = (/** @type {string | Uint8Array} */ chunk, /** @type {unknown[]} */ ...rest) => {
    tell({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') })
    const done = rest.find((argument) => typeof argument === 'function')
    if (typeof done === 'function') done()
    return true
  }
}

let offsetMs = Number(startOffset)
const MachineDate = Date
const now = () => MachineDate.now() + offsetMs
globalThis.Date = new Proxy(MachineDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new MachineDate(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
})
MachineDate.prototype.constructor = globalThis.Date

// In the cloud a function's folder stands alone, so its .js files are CommonJS unless it has a package.json that says
// otherwise. Here it may lie inside a project of ES modules, whose package.json must not reach into it.
const standsAlone = !fs.existsSync(path.join(folder, 'package.json'))
/** @type {any} */
const loaders = Reflect.get(Module, '_extensions')
const loadScript = loaders['.js']
loaders['.js'] = (/** @type {any} */ module, /** @type {string} */ filename) => {
  const own = filename.startsWith(folder + path.sep) && !filename.includes(`${path.sep}node_modules${path.sep}`)
  if (standsAlone && own) module._compile(fs.readFileSync(filename, 'utf8'), filename)
  else loadScript(module, filename)
}

/** @param {unknown} thrown */
const describe = (thrown) =>
  thrown instanceof Error
    ? { name: thrown.name, message: thrown.message, stack: thrown.stack }
    : { name: 'Error', message: typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown)) }

/** @type {(event: unknown, context: unknown, callback: unknown) => unknown} */
let main
try {
  main = createRequire(file)(file)[exportName]
  if (typeof main !== 'function') throw new Error(`${handler} is not a function: the file exports no "${exportName}"`)
  tell({ kind: 'ready' })
} catch (error) {
  tell({ kind: 'broken', error: describe(error) })
}

/**
 * Runs main in whichever of the three styles it is written: returning a promise, returning a value, or calling back.
 * @param {unknown} event
 * @param {CallContext} context
 * @returns {Promise<unknown>}
 */
const run = (event, context) =>
  new Promise((resolve, reject) => {
    /** @type {(error: unknown, value?: unknown) => void} */
    const callback = (error, value) => (error ? reject(error) : resolve(value))
    const returned = main(
      event,
      {
        ...context,
        callbackWaitsForEmptyEventLoop: true,
        getContext: () => context,
        done: callback,
        succeed: resolve,
        fail: reject,
      },
      callback,
    )
    const calledBack = returned === undefined && main.length >= 3
    if (!calledBack) resolve(returned)
  })

/** @param {unknown} value */
const encode = (value) => {
  const result = JSON.stringify(value === undefined ? null : value)
  if (result === undefined) throw new Error('the returned value cannot be written as JSON')
  if (Buffer.byteLength(result) > Number(answerMaxBytes)) throw new Error('body size is too long')
  return result
}

process.on('message', async (/** @type {ToWorker} */ message) => {
  if (message.kind === 'clock') {
    offsetMs = message.offsetMs
    return
  }
  const { requestId, env, context } = message
  Object.assign(process.env, env)
  /** @type {FromWorker} */
  let answer
  try {
    answer = { kind: 'answer', requestId, result: encode(await run(JSON.parse(message.event), context)) }
  } catch (thrown) {
    answer = { kind: 'thrown', requestId, error: describe(thrown) }
  }
  for (const key of Object.keys(env)) delete process.env[key]
  tell(answer)
})

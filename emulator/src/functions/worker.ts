import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CloudError } from '../cloudError.ts'
import type { FunctionDeclaration } from '../project/project.ts'
import type { Death } from '../trouble/troubledCall.ts'
import { FUNCTION_BODY_MAX_BYTES, FUNCTION_START_MAX_MS } from './limits.ts'
import type { CallContext, FromWorker, ThrownError, ToWorker } from './workerMessages.ts'

const WORKER_FILE = fileURLToPath(new URL('./workerProcess.js', import.meta.url))
const CRASH_TEXT_MAX = 4000
/** Place in `stdio` of the pipe whose end tells a worker that the local cloud is gone. */
const LIFELINE_FD = 4
/** How long the last words of an ended process are waited for: a program that it left behind may hold its output open. */
const LAST_WORDS_WITHIN_MS = 500

/** One call, as a worker runs it. */
export interface Job {
  requestId: string
  /** JSON text. */
  event: string
  /** Identity and other variables of this call alone. */
  env: Record<string, string>
  context: CallContext
  log: (text: string) => void
  /** A worker takes the call; `isFirst`: it was started for it, or for another that found a worker sooner. */
  taken: (isFirst: boolean) => void
  /** The process dies in this call: before it begins, `ms` after its beginning, or when all is done but the answer. */
  dies?: Death
}

interface Running {
  job: Job
  resolve: (result: string) => void
  reject: (error: CloudError) => void
  alarm: NodeJS.Timeout
  death?: NodeJS.Timeout
}

interface WorkerEvents {
  ready: () => void
  /** The process ended; `error` says why when it ended before it was ready. */
  ended: (error?: CloudError) => void
}

/** A process with a function's code loaded, which runs one call at a time. */
export class Worker {
  private readonly process: ChildProcess
  private running: Running | undefined
  private ready = false
  private served = false
  private ended = false
  private startError: CloudError | undefined
  private readonly startAlarm: NodeJS.Timeout
  private endAlarm: NodeJS.Timeout | undefined
  /** What the code printed while it was loading: belongs to the first call. */
  private startLog = ''
  private lastWords = ''
  /** True once the process is told to end or has ended: it must get no more calls. */
  over = false

  /**
   * @param version of the code that this worker has loaded
   * @param env the process's whole environment
   */
  constructor(
    private readonly declaration: FunctionDeclaration,
    readonly version: string,
    env: Record<string, string>,
    offsetMs: number,
    private readonly events: WorkerEvents,
  ) {
    const { folder, handler, memoryMb } = declaration
    const args = [folder, handler, offsetMs, FUNCTION_BODY_MAX_BYTES, LIFELINE_FD]
    this.process = fork(WORKER_FILE, args.map(String), {
      cwd: folder,
      env,
      execArgv: [`--max-old-space-size=${memoryMb}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    })
    this.process.stdio[LIFELINE_FD]?.on('error', () => {})
    this.process.on('message', (message: FromWorker) => this.hear(message))
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString('utf8')).slice(-CRASH_TEXT_MAX)
    })
    this.process.on('error', (error) => this.failStart(new CloudError('FUNCTION_INVOCATION_FAILED', error.message)))
    this.process.once('exit', () => {
      this.over = true
      this.endAlarm = setTimeout(() => this.end(), LAST_WORDS_WITHIN_MS)
    })
    this.process.once('close', () => this.end())
    this.startAlarm = setTimeout(() => {
      const seconds = FUNCTION_START_MAX_MS / 1000
      this.failStart(new CloudError('FUNCTION_TIME_LIMIT_EXCEEDED', `Initializing timed out after ${seconds} seconds`))
    }, FUNCTION_START_MAX_MS)
  }

  /**
   * Runs a call and answers JSON text.
   * @throws CloudError FUNCTION_INVOCATION_FAILED, FUNCTION_TIME_LIMIT_EXCEEDED, FUNCTION_MEMORY_LIMIT_EXCEEDED
   */
  run(job: Job): Promise<string> {
    return new Promise((resolve, reject) => {
      const alarm = setTimeout(() => this.timeOut(), this.declaration.timeoutSeconds * 1000)
      this.running = { job, resolve, reject, alarm }
      job.taken(!this.served)
      this.served = true
      if (job.dies?.moment === 'during') this.running.death = setTimeout(() => this.kill(), job.dies.ms)
      if (this.startLog !== '') job.log(this.startLog)
      this.startLog = ''
      if (job.dies?.moment === 'before') return this.kill()
      const { requestId, event, env, context } = job
      this.tell({ kind: 'call', requestId, event, env, context })
    })
  }

  /** The call that it runs. */
  get requestId(): string | undefined {
    return this.running?.job.requestId
  }

  setClock(offsetMs: number): void {
    this.tell({ kind: 'clock', offsetMs })
  }

  /** Ends the process at once; `ended` is told when it is gone. */
  kill(): void {
    this.over = true
    this.process.kill('SIGKILL')
  }

  private tell(message: ToWorker): void {
    if (this.process.connected) this.process.send(message, () => {})
  }

  private hear(message: FromWorker): void {
    if (message.kind === 'log') {
      if (this.running) this.running.job.log(message.text)
      else if (!this.ready) this.startLog += message.text
    } else if (message.kind === 'ready') {
      clearTimeout(this.startAlarm)
      this.ready = true
      this.events.ready()
    } else if (message.kind === 'broken') {
      this.failStart(thrown(message.error))
    } else if (this.running?.job.dies?.moment === 'after') {
      this.kill()
    } else if (message.kind === 'answer') {
      this.settle()?.resolve(message.result)
    } else {
      const running = this.settle()
      if (message.error.stack !== undefined) running?.job.log(`${message.error.stack}\n`)
      running?.reject(thrown(message.error))
    }
  }

  private settle(): Running | undefined {
    const { running } = this
    this.running = undefined
    clearTimeout(running?.alarm)
    clearTimeout(running?.death)
    return running
  }

  private timeOut(): void {
    const { timeoutSeconds } = this.declaration
    const error = new CloudError(
      'FUNCTION_TIME_LIMIT_EXCEEDED',
      `Invoking task timed out after ${timeoutSeconds} seconds`,
    )
    this.kill()
    this.settle()?.reject(error)
  }

  private failStart(error: CloudError): void {
    this.startError = error
    this.kill()
    // A process that could not even be started has nothing to close.
    if (this.process.pid === undefined) this.end()
  }

  private end(): void {
    if (this.ended) return
    this.ended = true
    this.process.stderr?.destroy()
    clearTimeout(this.startAlarm)
    clearTimeout(this.endAlarm)
    const crash = this.crash()
    if (this.running && this.lastWords !== '') this.running.job.log(this.lastWords)
    this.settle()?.reject(crash)
    this.events.ended(this.ready ? undefined : (this.startError ?? crash))
  }

  private crash(): CloudError {
    if (this.lastWords.includes('heap out of memory')) {
      const limit = `Memory limit of ${this.declaration.memoryMb} MB exceeded`
      return new CloudError('FUNCTION_MEMORY_LIMIT_EXCEEDED', limit)
    }
    const reason = /^\w*Error.*$/m.exec(this.lastWords)?.[0]
    const ending = 'Process exited before completing request'
    return new CloudError('FUNCTION_INVOCATION_FAILED', reason === undefined ? ending : `${ending}: ${reason}`)
  }
}

function thrown(error: ThrownError): CloudError {
  return new CloudError('FUNCTION_INVOCATION_FAILED', `${error.name}: ${error.message}`)
}

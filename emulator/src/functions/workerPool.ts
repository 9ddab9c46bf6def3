import { CloudError } from '../cloudError.ts'
import type { FunctionDeclaration } from '../project/project.ts'
import { codeVersion } from './codeVersion.ts'
import { type Scaling, WORKERS_STARTING_MAX, WORKERS_WITH_NESTED_CALLS_MAX } from './limits.ts'
import { type Job, Worker } from './worker.ts'

interface Queued {
  job: Job
  nested: boolean
  resolve: (result: string) => void
  reject: (error: CloudError) => void
}

interface PoolOptions {
  /** The whole environment of a worker process, but for what belongs to one call. */
  env: Record<string, string>
  offsetMs: () => number
  scaling: Scaling
}

/**
 * The workers of one function. A call takes an idle worker; when there is none, another is started, up to the
 * maximum; beyond it, calls wait in order. A changed bundle retires the workers that loaded the old one.
 */
export class WorkerPool {
  private readonly workers = new Set<Worker>()
  private readonly starting = new Set<Worker>()
  private readonly idle = new Map<Worker, NodeJS.Timeout>()
  private readonly queue: Queued[] = []
  private onEmpty: (() => void) | undefined

  constructor(
    private readonly declaration: FunctionDeclaration,
    private readonly options: PoolOptions,
  ) {}

  /**
   * Runs a call when a worker is free.
   * @param nested whether another function waits for it
   * @returns JSON text
   * @throws CloudError
   */
  run(job: Job, nested: boolean): Promise<string> {
    if (this.onEmpty !== undefined) return Promise.reject(stopping())
    return new Promise((resolve, reject) => {
      this.queue.push({ job, nested, resolve, reject })
      this.serve()
    })
  }

  get size(): number {
    return this.workers.size
  }

  setClock(offsetMs: number): void {
    for (const worker of this.workers) worker.setClock(offsetMs)
  }

  /** Ends idle workers, so that the next call starts cold. */
  cool(): void {
    for (const worker of [...this.idle.keys()]) this.retire(worker)
  }

  /** Kills the worker that runs this call, if one does. */
  kill(requestId: string): void {
    for (const worker of this.workers) if (worker.requestId === requestId) worker.kill()
  }

  /** Kills all workers and refuses what waits; resolves when the processes are gone. */
  async stop(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      this.onEmpty = resolve
    })
    for (const { reject } of this.queue.splice(0)) reject(stopping())
    if (this.workers.size === 0) return
    for (const worker of this.workers) worker.kill()
    await gone
  }

  private serve(): void {
    const version = codeVersion(this.declaration.folder)
    for (const worker of [...this.idle.keys()]) if (worker.over || worker.version !== version) this.retire(worker)
    // The worker that was busy last goes first, so that the others can become idle long enough to end.
    for (const worker of [...this.idle.keys()].reverse()) {
      const next = this.next()
      if (next === undefined) return
      this.start(worker, next)
    }
    const nested = this.queue.some((queued) => queued.nested)
    const { maxInstances } = this.options.scaling
    const maxWorkers = nested ? Math.max(WORKERS_WITH_NESTED_CALLS_MAX, maxInstances) : maxInstances
    const { queue, starting, workers } = this
    while (queue.length > starting.size && starting.size < WORKERS_STARTING_MAX && workers.size < maxWorkers) {
      this.hire(version)
    }
  }

  /** Nested calls first: a worker waits for each of them. */
  private next(): Queued | undefined {
    const nested = this.queue.findIndex((queued) => queued.nested)
    return this.queue.splice(Math.max(nested, 0), 1)[0]
  }

  private start(worker: Worker, { job, resolve, reject }: Queued): void {
    clearTimeout(this.idle.get(worker))
    this.idle.delete(worker)
    const free = () => this.free(worker)
    worker.run(job).then(resolve, reject).finally(free)
  }

  private free(worker: Worker): void {
    if (worker.over) return
    const reap = setTimeout(() => this.retire(worker), this.options.scaling.idleMs)
    reap.unref()
    this.idle.set(worker, reap)
    this.serve()
  }

  private hire(version: string): void {
    const worker: Worker = new Worker(this.declaration, version, this.options.env, this.options.offsetMs(), {
      ready: () => {
        const { coldStartMs } = this.options.scaling
        if (coldStartMs > 0) setTimeout(() => this.welcome(worker), coldStartMs).unref()
        else this.welcome(worker)
      },
      ended: (error) => this.lose(worker, error),
    })
    this.workers.add(worker)
    this.starting.add(worker)
  }

  private welcome(worker: Worker): void {
    this.starting.delete(worker)
    worker.setClock(this.options.offsetMs())
    this.free(worker)
  }

  private retire(worker: Worker): void {
    clearTimeout(this.idle.get(worker))
    this.idle.delete(worker)
    this.workers.delete(worker)
    worker.kill()
  }

  /** A worker that could not start answers one call with the reason, else a broken bundle would be started for ever. */
  private lose(worker: Worker, startError: CloudError | undefined): void {
    clearTimeout(this.idle.get(worker))
    this.idle.delete(worker)
    this.workers.delete(worker)
    this.starting.delete(worker)
    if (startError !== undefined) this.next()?.reject(startError)
    if (this.workers.size === 0) this.onEmpty?.()
    if (this.onEmpty === undefined) this.serve()
  }
}

const stopping = () => new CloudError('FUNCTION_STATUS_ABNORMAL', 'The local cloud is stopping')

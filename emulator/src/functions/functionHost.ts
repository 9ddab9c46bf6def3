import { randomUUID } from 'node:crypto'
import type { Activity } from '../activity.ts'
import type { Clock } from '../clock.ts'
import { CloudError } from '../cloudError.ts'
import { openidOf } from '../identity/clientIdentity.ts'
import type { FunctionDeclaration, Project } from '../project/project.ts'
import type { Trouble } from '../trouble/trouble.ts'
import { sufferCall } from '../trouble/troubledCall.ts'
import { type CallLog, Printed } from './callLog.ts'
import { identityEnvironment } from './identity.ts'
import type { FunctionCall, Invocation } from './invocation.ts'
import { FUNCTION_BODY_MAX_BYTES, SCALING, type Scaling } from './limits.ts'
import type { Job } from './worker.ts'
import { workerEnvironment } from './workerEnvironment.ts'
import type { CallContext } from './workerMessages.ts'
import { WorkerPool } from './workerPool.ts'

interface HostOptions {
  project: Project
  clock: Clock
  activity: Activity
  callLog: CallLog
  trouble: Trouble
  scaling?: Partial<Scaling>
  /** What redirects an SDK to this cloud. */
  sdkEnvironment: Record<string, string>
  log: (line: string) => void
}

interface Hosted {
  declaration: FunctionDeclaration
  pool: WorkerPool
}

/** Runs the project's functions in worker processes and keeps who called what. */
export class FunctionHost {
  private readonly functions = new Map<string, Hosted>()
  private readonly running = new Map<string, Invocation>()

  constructor(private readonly options: HostOptions) {
    const { project, clock, sdkEnvironment } = options
    for (const declaration of project.functions) {
      const pool = new WorkerPool(declaration, {
        env: workerEnvironment(declaration, sdkEnvironment),
        offsetMs: () => clock.offsetMs,
        scaling: { ...SCALING, ...options.scaling },
      })
      this.functions.set(declaration.name, { declaration, pool })
    }
    clock.onJump(() => {
      for (const { pool } of this.functions.values()) pool.setClock(clock.offsetMs)
    })
  }

  /**
   * Calls a function and answers its return value as JSON text.
   * @throws CloudError FUNCTION_NOT_FOUND, FUNCTION_PARAM_INVALID, FUNCTION_INVOCATION_FAILED,
   *   FUNCTION_TIME_LIMIT_EXCEEDED, FUNCTION_MEMORY_LIMIT_EXCEEDED
   */
  async call(call: FunctionCall): Promise<string> {
    const invocation: Invocation = { ...call, requestId: call.requestId ?? randomUUID(), token: randomUUID() }
    const printed = new Printed()
    const at = new Date(this.options.clock.now()).toISOString()
    const start = performance.now()
    let coldStart = false
    const taken = (isFirst: boolean) => {
      coldStart = isFirst
    }
    const { requestId, functionName, source, client } = invocation
    const note = (error?: CloudError) => {
      const ms = Math.round(performance.now() - start)
      const outcome = error === undefined ? {} : { error: { code: error.code, message: error.message } }
      const logs = printed.lines()
      this.options.callLog.add({
        requestId,
        function: functionName,
        source,
        openid: openidOf(client),
        uid: client?.kind === 'web' ? client.uid : undefined,
        at,
        coldStart,
        ms,
        ok: !error,
        ...outcome,
        logs,
      })
      if (error) this.options.log(`${functionName} failed (${requestId}): ${error.message}`)
    }
    const end = this.options.activity.begin()
    this.running.set(invocation.token, invocation)
    try {
      const result = await this.run(invocation, { log: printed.write, taken })
      note()
      return result
    } catch (error) {
      if (error instanceof CloudError) note(error)
      throw error
    } finally {
      this.running.delete(invocation.token)
      end()
    }
  }

  /** The running call whose SDK request bears this token. */
  callOf(token: unknown): Invocation | undefined {
    return typeof token === 'string' ? this.running.get(token) : undefined
  }

  /** How many workers of a function there are, starting ones included. */
  instances(functionName: string): number {
    return this.functions.get(functionName)?.pool.size ?? 0
  }

  /** Kills the worker that runs this call, as if the machine had died. */
  kill({ functionName, requestId }: Pick<Invocation, 'functionName' | 'requestId'>): void {
    this.functions.get(functionName)?.pool.kill(requestId)
  }

  /** Ends idle workers, so that the next calls start cold. */
  cool(): void {
    for (const { pool } of this.functions.values()) pool.cool()
  }

  async stop(): Promise<void> {
    await Promise.all([...this.functions.values()].map(({ pool }) => pool.stop()))
  }

  private async run(invocation: Invocation, watch: Pick<Job, 'log' | 'taken'>): Promise<string> {
    const hosted = this.functions.get(invocation.functionName)
    if (hosted === undefined) {
      throw new CloudError('FUNCTION_NOT_FOUND', `Function not found: ${invocation.functionName}`)
    }
    const event = JSON.stringify(invocation.event ?? {})
    if (Buffer.byteLength(event) > FUNCTION_BODY_MAX_BYTES) {
      throw new CloudError('FUNCTION_PARAM_INVALID', `The event is larger than ${FUNCTION_BODY_MAX_BYTES} bytes`)
    }
    const env = identityEnvironment(invocation, this.options.project)
    const context = this.context(hosted.declaration, invocation, env)
    const { requestId, functionName, source, nested = false } = invocation
    const { strikes, leave } = this.options.trouble.meet('call', { function: functionName, source }, requestId)
    try {
      const dies = await sufferCall(strikes, this.options.clock)
      return await hosted.pool.run({ requestId, event, env, context, dies, ...watch }, nested)
    } finally {
      leave()
    }
  }

  private context(declaration: FunctionDeclaration, invocation: Invocation, env: Record<string, string>): CallContext {
    const { envId } = this.options.project
    const environment = { ...declaration.env, ...env, TCB_ENV: envId, SCF_NAMESPACE: envId }
    const environ = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    return {
      function_name: declaration.name,
      function_version: '$LATEST',
      request_id: invocation.requestId,
      time_limit_in_ms: declaration.timeoutSeconds * 1000,
      memory_limit_in_mb: declaration.memoryMb,
      namespace: envId,
      environ: environ.join(';'),
      environment: JSON.stringify(environment),
    }
  }
}

import { randomUUID } from 'node:crypto'
import { CloudError } from '../cloudError.ts'
import type { FunctionHost } from '../functions/functionHost.ts'
import { SOURCES } from '../functions/invocation.ts'
import { answerHosted } from '../hosting/hosting.ts'
import type { Project } from '../project/project.ts'
import { answerJson } from '../server/answer.ts'
import type { Exchange, Handler } from '../server/router.ts'
import { gatewayAnswer } from './gatewayErrors.ts'
import { httpAnswerOf, sendAnswer } from './httpAnswer.ts'
import { httpEventOf } from './httpEvent.ts'
import { matchRoute } from './matchRoute.ts'

/** What stands for the environment's own domain; behind it come the paths of its routes. */
export const HTTP_MOUNT = '/http'

/**
 * The HTTP access service: `/http/<path>` leads by the project's routes to a function, which nobody in particular
 * calls, or to a hosted site. Errors are `{code, message, requestId}` with a status of their own.
 */
export function httpAccessRoutes(project: Project, host: FunctionHost): Handler {
  const answer = async (exchange: Exchange, requestId: string): Promise<void> => {
    const { request, response, url } = exchange
    const pathname = url.pathname.slice(HTTP_MOUNT.length) || '/'
    const matched = matchRoute(project.httpRoutes, pathname)
    if (matched === undefined) throw new CloudError('INVALID_PATH', `No route leads to ${pathname}`)
    const { route, path } = matched
    if ('hosting' in route.target) return answerHosted(project.hosting, exchange, path)
    const { envId } = project
    const event = await httpEventOf(request, { path: path || '/', query: url.searchParams, requestId, envId })
    const call = { functionName: route.target.function, event, source: SOURCES.http, requestId }
    sendAnswer(response, httpAnswerOf(JSON.parse(await host.call(call))))
  }
  return async (exchange) => {
    const { response } = exchange
    const requestId = randomUUID()
    response.setHeader('x-request-id', requestId)
    try {
      await answer(exchange, requestId)
    } catch (error) {
      if (response.headersSent) throw error
      const refusal = error instanceof CloudError ? error : new CloudError('SYS_ERR', String(error))
      const { status, body } = gatewayAnswer(refusal, requestId)
      answerJson(response, status, body)
    }
  }
}

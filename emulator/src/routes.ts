import { databaseActions } from './admin/databaseActions.ts'
import type { CloudParts } from './cloudParts.ts'
import { consoleRoutes } from './console/consoleRoutes.ts'
import { controlRoutes } from './control/controlRoutes.ts'
import { invokeFunctionAction } from './functions/invokeFunction.ts'
import { hostingRoutes } from './hosting/hosting.ts'
import { wxPayApiAction } from './pay/wxPayApi.ts'
import { type Action, adminDoor } from './server/adminDoor.ts'
import type { Routes } from './server/router.ts'

/** Everything that one local cloud answers, by the first part of the path. */
export function routesOf(parts: CloudParts): Routes {
  const { project, database, host, payments, messages, clock, counts } = parts
  const actions: Record<string, Action> = {
    ...databaseActions(database),
    'functions.invokeFunction': invokeFunctionAction(host, project.appId),
    'wx.openApi': messages.openApi,
    'wx.wxPayApi': wxPayApiAction({ payments, project, clock }),
  }
  return {
    '/admin': adminDoor({ actions, counts, callOf: (token) => host.callOf(token) }),
    '/console': consoleRoutes(parts),
    '/emulator': controlRoutes(parts),
    '/hosting': hostingRoutes(project.hostingFolder),
  }
}

import { databaseActions } from './admin/databaseActions.ts'
import type { CloudParts } from './cloudParts.ts'
import { consoleRoutes } from './console/consoleRoutes.ts'
import { ConsoleLive } from './console/live.ts'
import { controlRoutes } from './control/controlRoutes.ts'
import { invokeFunctionAction } from './functions/invokeFunction.ts'
import { hostingRoutes } from './hosting/hosting.ts'
import { HTTP_MOUNT, httpAccessRoutes } from './httpAccess/httpAccess.ts'
import { remotePlatformRoutes } from './pay/remotePlatforms.ts'
import { wxPayApiAction } from './pay/wxPayApi.ts'
import { clientActions } from './rules/clientActions.ts'
import { type Action, adminDoor } from './server/adminDoor.ts'
import type { Routes } from './server/router.ts'
import type { Upgrade } from './server/upgrades.ts'
import { STORAGE_MOUNT } from './storage/fileAddresses.ts'
import { fileAuthorityAction, storageActions } from './storage/storageActions.ts'
import { storageRoutes } from './storage/storageRoutes.ts'
import { troubledActions } from './trouble/troubledActions.ts'
import { accountActions, loginActions, userInfoForAdmin } from './web/authActions.ts'
import { authDoor } from './web/authDoor.ts'
import { documentActions } from './web/documentActions.ts'
import { webDoor } from './web/webDoor.ts'

/** Everything that one local cloud answers, by the first part of the path. */
export function routesOf(parts: CloudParts): Routes {
  const { project, database, rules, storage, host, payments, messages, realtime, clock, counts } = parts
  const { users, sessions, loginKey } = parts
  const databaseDoor = databaseActions(database)
  const storageDoor = storageActions(storage)
  const invokeFunction = invokeFunctionAction(host, project.appId)
  const signWebSocket: Action = async (_params, { client }) => ({
    data: { ...realtime.issueSign(client ?? { kind: 'server' }) },
  })
  const actions: Record<string, Action> = {
    ...databaseDoor,
    'auth.wsWebSign': signWebSocket,
    ...storageDoor,
    'storage.getFileAuthority': fileAuthorityAction(storage),
    'functions.invokeFunction': invokeFunction,
    'auth.getUserInfoForAdmin': userInfoForAdmin(users),
    'wx.openApi': messages.openApi,
    'wx.wxPayApi': wxPayApiAction({ payments, project, clock }),
  }
  const documentsForClients = clientActions({ actions: databaseDoor, database, rules })
  const forAllClients: Record<string, Action> = {
    'auth.wsWebSign': signWebSocket,
    ...storageDoor,
    'functions.invokeFunction': invokeFunction,
  }
  const forMiniProgram: Record<string, Action> = { ...documentsForClients, ...forAllClients }
  const forWeb: Record<string, Action> = {
    ...accountActions(users),
    ...documentActions(documentsForClients),
    ...forAllClients,
  }
  const { envId } = project
  const auth = { users, sessions, loginKey, envId, now: () => clock.now() }
  return {
    '/admin': adminDoor({
      actions: troubledActions(actions, parts),
      clientActions: troubledActions(forMiniProgram, parts),
      counts,
      callOf: (token) => host.callOf(token),
    }),
    '/console': consoleRoutes(parts),
    '/emulator': controlRoutes(parts),
    '/web': webDoor({
      loginActions: troubledActions(loginActions(auth), parts),
      webActions: troubledActions(forWeb, parts),
      ...{ sessions, envId, counts },
    }),
    '/auth': authDoor(auth),
    '/hosting': hostingRoutes(project.hosting),
    [HTTP_MOUNT]: httpAccessRoutes(project, host),
    [STORAGE_MOUNT]: storageRoutes(storage),
    ...remotePlatformRoutes(parts),
  }
}

/** The WebSockets of one local cloud, by the first part of the path. */
export function upgradesOf(parts: CloudParts): Record<string, Upgrade> {
  const live = new ConsoleLive(parts)
  return {
    '/ws': (request, socket, head) => parts.realtime.upgrade(request, socket, head),
    '/console': (request, socket, head) => live.upgrade(request, socket, head),
  }
}

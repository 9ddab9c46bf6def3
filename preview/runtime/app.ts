import { callIfThere } from './caller.ts'
import { noteError } from './observations.ts'

export type LaunchOptions = {
  path: string
  query: Record<string, string>
  scene: number
  referrerInfo: Record<string, unknown>
  shareTicket: undefined
}

let instance: Record<string, unknown> = {}
let launch: LaunchOptions = { path: '', query: {}, scene: 1001, referrerInfo: {}, shareTicket: undefined }

/** The mini-program's App(…): keeps the definition as the one instance. */
export function App(definition: Record<string, unknown>): void {
  instance = definition
}

export function getApp(): Record<string, unknown> {
  return instance
}

export function launchOptions(): LaunchOptions {
  return launch
}

/** Starts the app: onLaunch, then onShow. The scene says how it was opened; 1011 is a scanned QR code, 1001 a list. */
export function launchApp(path: string, query: Record<string, string>): void {
  const scene = query.scene !== undefined || query.q !== undefined ? 1011 : 1001
  launch = { path, query, scene, referrerInfo: {}, shareTicket: undefined }
  tell('onLaunch', launch)
  tell('onShow', launch)
  document.addEventListener('visibilitychange', () => tell(document.hidden ? 'onHide' : 'onShow', launch))
  window.addEventListener('error', ({ message }) => tell('onError', message))
}

/** Calls a method of the app if it has one; its errors are noted, not thrown. */
export function tell(name: string, ...args: unknown[]): void {
  try {
    callIfThere(instance, name, args)
  } catch (error) {
    noteError(error, `App.${name}`)
  }
}

import { launchOptions } from '../app.ts'
import type { Caller } from '../caller.ts'
import { make } from '../pageFrame.ts'
import { settings } from '../settings.ts'
import { createAnimation } from './animation.ts'
import { asyncMember, Failure } from './asyncMember.ts'
import { dialogs, openOverlay } from './dialogs.ts'
import { PageIntersectionObserver } from './intersection.ts'
import { SelectorQuery } from './nodes.ts'

/** Source: wx.request's `timeout`, 60 s unless told. */
const REQUEST_TIMEOUT = 60_000
let clipboard = ''

function request(options: Record<string, unknown>): unknown {
  const controller = new AbortController()
  const send = asyncMember('request', async ({ url, method, data, header, timeout, dataType }) => {
    const verb = String(method ?? 'GET').toUpperCase()
    const target = new URL(String(url))
    const hasBody = verb !== 'GET' && verb !== 'HEAD'
    if (!hasBody && typeof data === 'object' && data !== null) {
      for (const [name, value] of Object.entries(data)) target.searchParams.set(name, String(value))
    }
    const timer = setTimeout(() => controller.abort('timeout'), Number(timeout ?? REQUEST_TIMEOUT))
    try {
      const response = await fetch(target, {
        method: verb,
        headers: { 'content-type': 'application/json', ...(header as Record<string, string> | undefined) },
        signal: controller.signal,
        ...(hasBody && data !== undefined && { body: typeof data === 'string' ? data : JSON.stringify(data) }),
      })
      const text = await response.text()
      return {
        data: dataType === 'text' ? text : parseIfJson(text),
        statusCode: response.status,
        header: Object.fromEntries(response.headers),
        cookies: [],
      }
    } catch (error) {
      throw new Failure(controller.signal.aborted ? String(controller.signal.reason) : String(error), { errno: 600001 })
    } finally {
      clearTimeout(timer)
    }
  })
  const outcome = send(options)
  return Object.assign(outcome ?? {}, { abort: () => controller.abort('abort') })
}

function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const askForCode = () =>
  openOverlay<string | undefined>('mp-modal', (box, settle) => {
    make('h2', '', box).textContent = '扫码：输入二维码的内容'
    const field = make('input', 'mp-modal-input', box, { 'data-testid': 'scan-input' }) as HTMLInputElement
    const buttons = make('div', 'mp-modal-buttons', box)
    const cancel = make('button', '', buttons, { 'data-testid': 'scan-cancel' })
    cancel.textContent = '取消'
    cancel.onclick = () => settle(undefined)
    const confirm = make('button', '', buttons, { 'data-testid': 'scan-confirm' })
    confirm.textContent = '确定'
    confirm.onclick = () => settle(field.value)
  })

/** wx members for scanning, login, subscriptions, the clipboard, requests and nodes. */
export const services = {
  request,
  login: asyncMember('login', () => ({ code: `preview-${settings.openid}` })),
  checkSession: asyncMember('checkSession', () => ({})),
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  scanCode: asyncMember('scanCode', async () => {
    const result = await askForCode()
    if (result === undefined) throw new Failure('cancel')
    return { result, scanType: 'QR_CODE', charSet: 'UTF-8', path: result }
  }),
  requestSubscribeMessage: asyncMember('requestSubscribeMessage', ({ tmplIds }) =>
    Object.fromEntries(((tmplIds ?? []) as string[]).map((id) => [id, 'accept'])),
  ),
  vibrateShort: asyncMember('vibrateShort', () => ({})),
  vibrateLong: asyncMember('vibrateLong', () => ({})),
  setClipboardData: asyncMember('setClipboardData', async ({ data }) => {
    clipboard = String(data ?? '')
    await dialogs.showToast({ title: '内容已复制', icon: 'none' })
    return {}
  }),
  getClipboardData: asyncMember('getClipboardData', () => ({ data: clipboard })),
  makePhoneCall: asyncMember('makePhoneCall', async ({ phoneNumber }) => {
    await dialogs.showToast({ title: `拨打 ${String(phoneNumber)}`, icon: 'none' })
    return {}
  }),
  previewImage: asyncMember('previewImage', async ({ urls, current }) => {
    const shown = String(current ?? (urls as string[] | undefined)?.[0] ?? '')
    void openOverlay<boolean>(
      'mp-image-viewer',
      (box, settle) => {
        make('img', '', box, { src: shown, alt: '' }).onclick = () => settle(true)
      },
      true,
    )
    return {}
  }),
  getSetting: asyncMember('getSetting', () => ({ authSetting: {}, subscriptionsSetting: { mainSwitch: true } })),
  authorize: asyncMember('authorize', () => ({})),
  hideKeyboard: asyncMember('hideKeyboard', () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return {}
  }),
  setKeepScreenOn: asyncMember('setKeepScreenOn', () => ({})),
  showShareMenu: asyncMember('showShareMenu', () => ({})),
  hideShareMenu: asyncMember('hideShareMenu', () => ({})),
  nextTick: (callback: () => void) => queueMicrotask(callback),
  createAnimation,
  createSelectorQuery: () => new SelectorQuery(),
  createIntersectionObserver: (scope: Caller, options?: Record<string, never>) =>
    new PageIntersectionObserver(scope, options),
  getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
  reportEvent() {},
}

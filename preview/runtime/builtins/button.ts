import { settings } from '../settings.ts'
import { wx } from '../wx/wx.ts'
import type { Builtin, Host } from './builtin.ts'
import { fieldAt, firstFieldIn, registerField } from './fields.ts'
import { resetForm, submitForm } from './form.ts'

/** What each `open-type` of a button tells the page; in WeChat the person has to agree first. */
const OPENED: Record<string, { event: string; detail: () => Record<string, unknown> }> = {
  getPhoneNumber: {
    event: 'getphonenumber',
    detail: () => ({ errMsg: 'getPhoneNumber:ok', code: `phone-${settings.openid}` }),
  },
  getRealtimePhoneNumber: {
    event: 'getrealtimephonenumber',
    detail: () => ({ errMsg: 'getRealtimePhoneNumber:ok', code: `phone-${settings.openid}` }),
  },
  getUserInfo: {
    event: 'getuserinfo',
    detail: () => ({ errMsg: 'getUserInfo:ok', userInfo: { nickName: settings.openid, avatarUrl: '' } }),
  },
  chooseAvatar: { event: 'chooseavatar', detail: () => ({ avatarUrl: '' }) },
  openSetting: { event: 'opensetting', detail: () => ({ errMsg: 'openSetting:ok', authSetting: {} }) },
  contact: { event: 'contact', detail: () => ({ errMsg: 'enterContact:ok' }) },
}

const button: Builtin = {
  properties: {
    size: { type: String, value: 'default' },
    type: { type: String, value: 'default' },
    plain: { type: Boolean },
    disabled: { type: Boolean },
    loading: { type: Boolean },
    formType: { type: String },
    openType: { type: String },
    hoverClass: { type: String, value: 'button-hover' },
    hoverStartTime: { type: Number },
    hoverStayTime: { type: Number },
    name: { type: String },
  },
  created(host) {
    host.element.tabIndex = 0
    host.element.setAttribute('role', 'button')
    host.element.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' || key === ' ') host.emit('tap', {}, { bubbles: true, composed: true })
    })
    host.component.addListener('tap', () => {
      if (!host.props.disabled) press(host)
    })
    registerField(host.element, {
      value: () => undefined,
      reset() {},
      activate: () => host.emit('tap', {}, { bubbles: true, composed: true }),
    })
  },
  attached: showState,
  observers: { 'size, type, plain, disabled, loading': showState },
}

function showState({ element, props }: Host): void {
  for (const name of ['size', 'type']) element.setAttribute(name, String(props[name]))
  for (const name of ['plain', 'disabled', 'loading']) element.toggleAttribute(name, props[name] === true)
}

function press({ element, props, emit }: Host): void {
  const form = element.closest('wx-form')
  if (form && props.formType === 'submit') submitForm(form)
  if (form && props.formType === 'reset') resetForm(form)
  const opened = OPENED[String(props.openType ?? '')]
  if (opened) emit(opened.event, opened.detail())
}

const label: Builtin = {
  properties: { for: { type: String } },
  created(host) {
    host.component.addListener('tap', (event) => {
      const original = event.getOriginalEvent() as Event | undefined
      const tapped = original?.target instanceof Element ? original.target : null
      for (let at = tapped; at && at !== host.element; at = at.parentElement) if (fieldAt(at)) return
      const page = host.element.closest('wx-page')
      const named = host.props.for ? page?.querySelector(`[id="${CSS.escape(String(host.props.for))}"]`) : undefined
      const field = named ? fieldAt(named) : firstFieldIn(host.element)
      field?.activate?.()
    })
  },
}

const navigator: Builtin = {
  properties: {
    url: { type: String },
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    target: { type: String },
    hoverClass: { type: String, value: 'navigator-hover' },
  },
  created(host) {
    host.component.addListener('tap', () => {
      const routes: Record<string, string> = {
        navigate: 'navigateTo',
        redirect: 'redirectTo',
        switchTab: 'switchTab',
        reLaunch: 'reLaunch',
        navigateBack: 'navigateBack',
      }
      const go = wx[routes[String(host.props.openType)] ?? ''] as ((options: unknown) => void) | undefined
      go?.({
        url: host.props.url,
        delta: host.props.delta,
        success: (result: unknown) => host.emit('success', result),
        fail: (failure: unknown) => host.emit('fail', failure),
      })
    })
  },
}

export const buttons: Record<string, Builtin> = { button, label, navigator }

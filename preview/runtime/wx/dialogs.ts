import { make } from '../pageFrame.ts'
import { asyncMember, Failure } from './asyncMember.ts'

/** Source: wx.showToast's `duration`, 1500 ms unless told. */
const TOAST_MS = 1500

let toast: HTMLElement | undefined
let toastTimer = 0

function showToast(title: string, icon: string, mask: boolean, duration: number | undefined, image?: string): void {
  hideToast()
  const cover = make('div', mask ? 'mp-toast-cover mp-masked' : 'mp-toast-cover', document.body)
  const box = make('div', `mp-toast mp-toast-${icon}`, cover, { role: 'status', 'data-testid': 'mp-toast' })
  if (image) make('img', '', box, { src: image, alt: '' })
  else if (icon !== 'none') make('i', `mp-toast-icon mp-toast-icon-${icon}`, box)
  make('span', '', box).textContent = title
  toast = cover
  if (duration !== undefined) toastTimer = window.setTimeout(hideToast, duration)
}

function hideToast(): void {
  clearTimeout(toastTimer)
  toast?.remove()
  toast = undefined
}

/**
 * Shows a box over the whole phone until `settle` is called.
 * @param fill draws it; a tap beside the box settles with `beside` when that is given.
 */
export function openOverlay<T>(
  className: string,
  fill: (box: HTMLElement, settle: (answer: T) => void) => void,
  beside?: T,
): Promise<T> {
  return new Promise((resolve) => {
    const cover = make('div', 'mp-overlay', document.body)
    const box = make('div', className, cover, { role: 'dialog', 'aria-modal': 'true' })
    const settle = (answer: T) => {
      cover.remove()
      resolve(answer)
    }
    let pressed = false
    cover.addEventListener('pointerdown', () => {
      pressed = true
    })
    cover.addEventListener(
      'click',
      (event) => {
        const echoesTheOpeningTouch = !pressed && event.detail > 0
        if (echoesTheOpeningTouch) event.stopPropagation()
        else if (beside !== undefined && event.target === cover) settle(beside)
      },
      true,
    )
    fill(box, settle)
  })
}

type ModalAnswer = { confirm: boolean; cancel: boolean; content?: string }

/** wx members that speak to the person over the page. */
export const dialogs = {
  showToast: asyncMember('showToast', ({ title, icon, mask, duration, image }) => {
    const shown = String(icon ?? 'success')
    showToast(String(title ?? ''), shown, mask === true, Number(duration ?? TOAST_MS), image as string | undefined)
    return {}
  }),
  hideToast: asyncMember('hideToast', () => void hideToast()),
  showLoading: asyncMember('showLoading', ({ title, mask }) => {
    showToast(String(title ?? ''), 'loading', mask === true, undefined)
    return {}
  }),
  hideLoading: asyncMember('hideLoading', () => void hideToast()),

  showModal: asyncMember('showModal', (options) =>
    openOverlay<ModalAnswer>('mp-modal', (box, settle) => {
      if (options.title) make('h2', '', box).textContent = String(options.title)
      let field: HTMLInputElement | undefined
      if (options.editable === true) {
        field = make('input', 'mp-modal-input', box, {
          placeholder: String(options.placeholderText ?? ''),
          'data-testid': 'modal-input',
        }) as HTMLInputElement
        field.value = String(options.content ?? '')
      } else if (options.content) {
        make('p', '', box).textContent = String(options.content)
      }
      const buttons = make('div', 'mp-modal-buttons', box)
      const button = (text: unknown, color: unknown, testid: string, answer: () => ModalAnswer) => {
        const made = make('button', '', buttons, { 'data-testid': testid })
        made.textContent = String(text)
        if (color) made.style.color = String(color)
        made.onclick = () => settle(answer())
      }
      if (options.showCancel !== false) {
        button(options.cancelText ?? '取消', options.cancelColor, 'modal-cancel', () => ({
          confirm: false,
          cancel: true,
        }))
      }
      button(options.confirmText ?? '确定', options.confirmColor ?? '#576b95', 'modal-confirm', () => ({
        confirm: true,
        cancel: false,
        ...(field && { content: field.value }),
      }))
    }),
  ),

  showActionSheet: asyncMember('showActionSheet', async ({ itemList, itemColor, alertText }) => {
    const tapIndex = await openOverlay<number>(
      'mp-action-sheet',
      (box, settle) => {
        if (alertText) make('p', '', box).textContent = String(alertText)
        for (const [index, item] of ((itemList ?? []) as string[]).entries()) {
          const button = make('button', '', box, { 'data-testid': `action-${index}` })
          button.textContent = item
          if (itemColor) button.style.color = String(itemColor)
          button.onclick = () => settle(index)
        }
        const cancel = make('button', 'mp-action-cancel', box, { 'data-testid': 'action-cancel' })
        cancel.textContent = '取消'
        cancel.onclick = () => settle(-1)
      },
      -1,
    )
    if (tapIndex < 0) throw new Failure('cancel')
    return { tapIndex }
  }),
}

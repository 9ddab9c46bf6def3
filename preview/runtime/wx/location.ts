import { make } from '../pageFrame.ts'
import { asyncMember, Failure } from './asyncMember.ts'
import { openOverlay } from './dialogs.ts'

const example = '天府广场, 30.6574, 104.0658'

const askForPlace = () =>
  openOverlay<string | undefined>('mp-modal', (box, settle) => {
    make('h2', '', box).textContent = '选择位置：名称, 纬度, 经度'
    const field = make('input', 'mp-modal-input', box, { 'data-testid': 'location-input' }) as HTMLInputElement
    field.value = example
    const buttons = make('div', 'mp-modal-buttons', box)
    const cancel = make('button', '', buttons, { 'data-testid': 'location-cancel' })
    cancel.textContent = '取消'
    cancel.onclick = () => settle(undefined)
    const confirm = make('button', '', buttons, { 'data-testid': 'location-confirm' })
    confirm.textContent = '确定'
    confirm.onclick = () => settle(field.value)
  })

/** wx members that know where the phone is, or ask on a map. */
export const location = {
  chooseLocation: asyncMember('chooseLocation', async () => {
    const text = await askForPlace()
    const [name = '', latitude, longitude] = (text ?? '').split(/[,，]/).map((part) => part.trim())
    const place = { latitude: Number(latitude), longitude: Number(longitude) }
    if (text === undefined || Number.isNaN(place.latitude + place.longitude)) throw new Failure('cancel')
    return { name, address: name, ...place }
  }),
}

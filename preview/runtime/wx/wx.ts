import { noteMissing } from '../observations.ts'
import { cloud } from './cloud.ts'
import { device } from './device.ts'
import { dialogs } from './dialogs.ts'
import { files } from './files.ts'
import { location } from './location.ts'
import { requestPayment } from './payment.ts'
import { routing } from './routing.ts'
import { services } from './services.ts'
import { storage } from './storage.ts'

const members: Record<string, unknown> = {
  ...device,
  ...dialogs,
  ...routing,
  ...location,
  ...services,
  ...storage,
  ...files,
  requestPayment,
  cloud,
  env: { USER_DATA_PATH: 'wxfile://usr' },
  /** Looks no deeper than the member's name: `canIUse('showToast.object.image')` asks for showToast. */
  canIUse: (schema: string) => String(schema).split('.')[0]! in members || /^[a-z-]+$/.test(String(schema)),
}

/** The global `wx`. Reading a member that is not here notes it in window.__mpMissing. */
export const wx = new Proxy(members, {
  get(target, name) {
    if (typeof name === 'string' && !(name in target)) noteMissing(name)
    return target[String(name)]
  },
})

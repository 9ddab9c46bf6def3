import type { DeliveryAddress } from '@yundian/domain'

const storageKey = 'addresses'
const mostKept = 5

/** The places that food was brought to from this phone, the last one first. They leave it only with an order. */
export function knownAddresses(): DeliveryAddress[] {
  return (wx.getStorageSync(storageKey) as DeliveryAddress[] | '') || []
}

/**
 * Lets the diner choose a place: one that he had before, or a new one on the map.
 * @returns undefined when he turned back
 */
export async function chooseAddress(): Promise<DeliveryAddress | undefined> {
  const known = knownAddresses()
  try {
    const place = known.length === 0 ? undefined : known[await choice([...known.map(({ text }) => text), '新地址…'])]
    const chosen = place ?? (await chooseNew())
    if (chosen) remember(chosen)
    return chosen
  } catch {
    return undefined
  }
}

async function choice(itemList: string[]): Promise<number> {
  return (await wx.showActionSheet({ itemList })).tapIndex
}

async function chooseNew(): Promise<DeliveryAddress | undefined> {
  const { name, address, latitude, longitude } = await wx.chooseLocation({})
  const { confirm, content } = await wx.showModal({
    title: '门牌号',
    editable: true,
    placeholderText: '楼栋、房间（选填）',
    content: '',
  })
  if (!confirm) return undefined
  const text = [name || address, content?.trim()].filter(Boolean).join(' ').slice(0, 120)
  return { text, latitude, longitude }
}

function remember(address: DeliveryAddress): void {
  const others = knownAddresses().filter(({ text }) => text !== address.text)
  wx.setStorageSync(storageKey, [address, ...others].slice(0, mostKept))
}

/**
 * The mainland is one zone without summer time. Not an IANA name, since not every phone's WeChat has Intl; not the
 * phone's own zone, since an order shows the store's clock.
 */
const storeOffsetMs = 8 * 60 * 60 * 1000

/** `18:05` at the store, of an instant in ms. */
export function timeOfDay(instant: number): string {
  return atStore(instant).slice(11, 16)
}

/** `11-22 18:05` at the store, of an instant in ms. */
export function dayAndTime(instant: number): string {
  return `${atStore(instant).slice(5, 10)} ${timeOfDay(instant)}`
}

function atStore(instant: number): string {
  return new Date(instant + storeOffsetMs).toISOString()
}

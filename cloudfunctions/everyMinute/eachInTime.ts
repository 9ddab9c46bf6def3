import type { House } from '@yundian/platform'

/** Orders looked after at the same time; the pay platform allows many more. */
const atOnce = 10

/** A duty begins no more work after this long: the function has 50 seconds, and a call to the platform may hang for 15. */
const longestMs = 10_000

/**
 * Does something for each item, ten at a time, until time is over; the rest waits for the next minute. One that fails is
 * logged and does not keep the others back.
 * @returns for how many `act` answered true
 */
export async function eachInTime<Item extends { _id: string }>(
  items: Item[],
  { clock }: House,
  act: (item: Item) => Promise<boolean>,
): Promise<number> {
  const end = clock.now() + longestMs
  let count = 0
  for (let from = 0; from < items.length && clock.now() < end; from += atOnce) {
    const results = await Promise.all(items.slice(from, from + atOnce).map((item) => logged(item, act)))
    count += results.filter(Boolean).length
  }
  return count
}

async function logged<Item extends { _id: string }>(
  item: Item,
  act: (item: Item) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await act(item)
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', order: item._id, error: String(error) }))
    return false
  }
}

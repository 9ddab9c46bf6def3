import {
  availableIn,
  type Circumstances,
  demandOf,
  type LineRequest,
  type Menu,
  type OrderLine,
  type PriceStep,
  priceLine,
  priceMeal,
  type Refusal,
  type StockView,
  shortage,
} from '@yundian/domain'

/** What the diner is about to order. */
export interface CartLine {
  /** The same dish chosen the same way has the same key. */
  key: string
  request: LineRequest
  /** At a table: key of the member who put it there, when it is another. */
  owner?: string
}

/** What can still be had, as the house last said. */
export type Stock = StockView

export const maxQuantity = 99

/** Most lines that an order may have; the house refuses more. */
export const maxLines = 50

/** Puts a choice into the cart; the same choice again raises its quantity. */
export function addLine(lines: readonly CartLine[], request: LineRequest): CartLine[] {
  const key = keyOf(request)
  const known = lines.find((line) => line.key === key)
  if (known) return setQuantity(lines, key, known.request.quantity + request.quantity)
  return lines.length < maxLines ? [...lines, { key, request }] : [...lines]
}

/** The choices of an order's lines, to order them again at today's prices. */
export function choicesOf(lines: readonly OrderLine[]): LineRequest[] {
  return lines.map(({ dish, spec, options, choices, quantity, remark }) => ({
    dish,
    spec: spec.id,
    options: options.map(({ group, option }) => ({ group, option })),
    choices: choices.map(({ part, dish: inside }) => ({ part, dish: inside })),
    quantity,
    ...(remark === undefined ? {} : { remark }),
  }))
}

/** Sets a line's quantity, at most 99; 0 or less takes the line out. */
export function setQuantity(lines: readonly CartLine[], key: string, quantity: number): CartLine[] {
  if (quantity <= 0) return lines.filter((line) => line.key !== key)
  const kept = Math.min(quantity, maxQuantity)
  return lines.map((line) => (line.key === key ? withQuantity(line, kept) : line))
}

/** How many portions of each dish are in the cart, by dish id; dishes inside set menus are not counted. */
export function countByDish(lines: readonly CartLine[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { request } of lines) counts[request.dish] = (counts[request.dish] ?? 0) + request.quantity
  return counts
}

export interface PricedCart {
  lines: { key: string; line: OrderLine }[]
  steps: PriceStep[]
  count: number
  totalFen: number
}

/** Prices a cart whose lines all fit the menu (see keepWhatFits). */
export function priceCart(menu: Menu, lines: readonly CartLine[], circumstances: Circumstances): PricedCart {
  const requests = lines.map(({ request }) => request)
  const price = priceMeal(menu, requests, circumstances)
  return {
    lines: price.lines.map((line, at) => ({ key: lines[at]?.key ?? '', line })),
    steps: price.steps,
    count: requests.reduce((sum, { quantity }) => sum + quantity, 0),
    totalFen: price.totalFen,
  }
}

/** Takes out the lines that the menu no longer offers as they were chosen. */
export function keepWhatFits(menu: Menu, lines: readonly CartLine[]): { lines: CartLine[]; dropped: CartLine[] } {
  const kept: CartLine[] = []
  const dropped: CartLine[] = []
  for (const line of lines) (fits(menu, line) ? kept : dropped).push(line)
  return { lines: kept, dropped }
}

/** Says which dish there is not enough of for this cart; undefined when all is there. */
export function shortageOf(menu: Menu, lines: readonly CartLine[], stock: Stock): Refusal<'sold_out'> | undefined {
  return shortage(
    (sku) => availableIn(stock, sku),
    menu,
    demandOf(
      menu,
      lines.map((line) => line.request),
    ),
  )
}

/** Lowers quantities, the latest lines first, until the stock is enough for the rest. */
export function keepWhatIsLeft(menu: Menu, lines: readonly CartLine[], stock: Stock): CartLine[] {
  const kept: CartLine[] = []
  for (const line of lines) {
    let quantity = line.request.quantity
    while (quantity > 0 && shortageOf(menu, [...kept, withQuantity(line, quantity)], stock)) quantity -= 1
    if (quantity > 0) kept.push(withQuantity(line, quantity))
  }
  return kept
}

function withQuantity(line: CartLine, quantity: number): CartLine {
  return { ...line, request: { ...line.request, quantity } }
}

function fits(menu: Menu, line: CartLine): boolean {
  try {
    priceLine(menu, line.request, { mode: 'dineIn' })
    return true
  } catch {
    return false
  }
}

/** The same for the same dish chosen the same way. */
export function keyOf({ dish, spec, options, choices, remark }: LineRequest): string {
  const chosen = [
    ...options.map(({ group, option }) => `${group}.${option}`),
    ...choices.map(({ part, dish: chosenDish }) => `${part}.${chosenDish}`),
  ]
  return [dish, spec, ...chosen.sort(), ...(remark === undefined ? [] : [`“${remark}”`])].join('/')
}

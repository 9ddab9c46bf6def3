import type { Circumstances, Menu, OrderLine } from '@yundian/domain'
import { type CartLine, priceCart } from '../cartLines'
import { counted } from './dishChoice'
import { pictureAddress } from './dishRow'
import type { Face } from './faces'
import { type PriceView, priceView } from './money'
import { type PriceStepView, priceSteps, savedView } from './priceSteps'

export interface CartLineView {
  key: string
  dish: string
  name: string
  /** Size and options in one line. */
  words: string
  picture: string
  quantity: number
  price: PriceView
  /** Who put it there, at a table. */
  face?: Face
}

export interface CartView {
  count: number
  total: PriceView
  /** What all savings come to, in yuan; empty when there are none. */
  saved: string
  steps: PriceStepView[]
  lines: CartLineView[]
}

/** Under this key stands one's own face. */
export const ownFace = 'me'

export const emptyCartView: CartView = { count: 0, total: priceView(0), saved: '', steps: [], lines: [] }

/** The cart as the bar and its sheet show it; lines that do not fit the menu must be gone already. */
export function cartView(
  menu: Menu,
  lines: readonly CartLine[],
  circumstances: Circumstances,
  hostingUrl: string,
  faces: Record<string, Face> = {},
): CartView {
  const priced = priceCart(menu, lines, circumstances)
  return {
    count: priced.count,
    total: priceView(priced.totalFen),
    saved: savedView(priced.steps),
    steps: priceSteps(
      priced.steps,
      priced.lines.map(({ line }) => line),
    ),
    lines: priced.lines.map(({ key, line }, at) => ({
      key,
      ...lineView(line, hostingUrl),
      face: faces[lines[at]?.owner ?? ownFace],
    })),
  }
}

/** A line of a cart or of an order. */
export function lineView(line: OrderLine, hostingUrl: string): Omit<CartLineView, 'key'> {
  return {
    dish: line.dish,
    name: line.name,
    words: lineWords(line),
    picture: pictureAddress(line.picture, hostingUrl),
    quantity: line.quantity,
    price: priceView(line.fen),
  }
}

/** What was chosen with a dish: “大份、微辣、加香菜”; a size of one character is a mere unit (份, 套) and says nothing. */
export function lineWords(line: Pick<OrderLine, 'spec' | 'options' | 'choices' | 'remark'>): string {
  const size = line.spec.name.length > 1 ? [line.spec.name] : []
  const names = [...line.options, ...line.choices].map(({ name }) => name)
  const once = [...new Set(names)].flatMap((name) => counted(name, names.filter((other) => other === name).length))
  return [...size, ...once, ...(line.remark === undefined ? [] : [line.remark])].join('、')
}

import { sumFen } from '../money.ts'
import { Refusal } from '../refusal.ts'
import type { BillPart, BillShare, BillSplit } from './bill.ts'
import { divideFen } from './divideFen.ts'
import { type BillLine, type BillPrice, netOf } from './priceBill.ts'

/** More shares than a table has members (A19). */
export const mostShares = 40

/**
 * Divides a bill into shares whose fen make its total exactly. Who pays lines also pays his part of the fees, by what his
 * lines cost.
 * @throws Refusal bad_input when lines are named that the bill has not, or not so often
 */
export function splitBill(bill: BillPrice, split: BillSplit): Record<string, BillShare> {
  const shares = sharesOf(bill, split)
  return Object.fromEntries(shares.map((share, at) => [`s${at + 1}`, { ...share, attempts: 0 }]))
}

type Drafted = Omit<BillShare, 'attempts'>

function sharesOf(bill: BillPrice, split: BillSplit): Drafted[] {
  switch (split.kind) {
    case 'whole':
      return [{ fen: bill.totalFen, parts: bill.lines.map(partOf) }]
    case 'evenly':
      return divideFen(bill.totalFen, Array(split.among).fill(1)).map((fen) => ({ fen }))
    case 'byMember':
      return byMember(bill)
    case 'byLine':
      return byLine(bill, split.shares)
  }
}

function partOf({ order, line, quantity }: BillLine): BillPart {
  return { order, line, quantity }
}

/** Lines that nobody at the table put into the cart are a share of their own. */
function byMember(bill: BillPrice): Drafted[] {
  const members = [...new Set(bill.lines.map(({ owner }) => owner))]
  const parts = members.map((member) => bill.lines.filter(({ owner }) => owner === member).map(partOf))
  return priced(bill, parts).map((share, at) => {
    const member = members[at]
    return member === undefined ? share : { ...share, member }
  })
}

function byLine(bill: BillPrice, shares: BillPart[][]): Drafted[] {
  const left = new Map(bill.lines.map((line) => [keyOf(line), line.quantity]))
  for (const [at, part] of shares.flat().entries()) {
    const rest = (left.get(keyOf(part)) ?? 0) - part.quantity
    if (rest < 0) throw new Refusal('bad_input', { field: `split.shares.${at}`, problem: 'not on the bill' })
    left.set(keyOf(part), rest)
  }
  const others = bill.lines
    .map((line) => ({ ...partOf(line), quantity: left.get(keyOf(line)) ?? 0 }))
    .filter(({ quantity }) => quantity > 0)
  return priced(bill, others.length > 0 ? [...shares, others] : shares)
}

/** What each share's lines cost, and its part of what is not in lines. */
function priced(bill: BillPrice, shares: BillPart[][]): Drafted[] {
  const nets = shares.map(() => 0)
  for (const line of bill.lines) {
    const quantities = shares.map((parts) => quantityIn(parts, line))
    const parts = divideFen(line.fen - line.offFen, quantities)
    for (const [at, fen] of parts.entries()) nets[at] = (nets[at] ?? 0) + fen
  }
  const fees = divideFen(bill.totalFen - netOf(bill.lines), nets)
  return shares.map((parts, at) => ({ fen: (nets[at] ?? 0) + (fees[at] ?? 0), parts }))
}

/** The lines of a share as they stand on its receipt, each with its part of the savings. */
export function linesOfShare(bill: Pick<BillPrice, 'lines'>, shares: readonly BillShare[], at: number): BillLine[] {
  return bill.lines.flatMap((line) => {
    const quantities = shares.map(({ parts = [] }) => quantityIn(parts, line))
    const quantity = quantities[at] ?? 0
    if (quantity === 0) return []
    const fen = line.unitFen * quantity
    const net = divideFen(line.fen - line.offFen, quantities)[at] ?? 0
    return [{ ...line, quantity, fen, offFen: fen - net }]
  })
}

function quantityIn(parts: readonly BillPart[], line: BillLine): number {
  return sumFen(parts.filter((part) => keyOf(part) === keyOf(line)).map(({ quantity }) => quantity))
}

function keyOf({ order, line }: Pick<BillPart, 'order' | 'line'>): string {
  return `${order}.${line}`
}

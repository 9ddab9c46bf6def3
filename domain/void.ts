import type { Fen } from './money.ts'

/** Portions taken off a bill before it is paid: no money moves, but somebody answers for it. */
export interface Void {
  /** `gift`: the guest keeps the dish, and the house pays for it. */
  kind: 'return' | 'gift'
  fen: Fen
  /** Lines are named by their place on the order, from 0. */
  lines: { line: number; quantity: number }[]
  /** Limited portions that nobody cooked: they can be sold again. */
  restock: Record<string, number>
  reason: string
  /** The openid of who did it. */
  by: string
  /** Of who asked: the same key is the same void. */
  requestKey: string
  at: Date
  restockedAt?: Date
}

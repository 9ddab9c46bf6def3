import type { PaymentArguments } from '@yundian/contract'
import type { Fen, PayChannelName } from '@yundian/domain'
import type { BillLine } from './billLine.ts'
import type { ParsedNotice } from './notice.ts'

/** What a channel knows of an order's payment. */
export type PaymentState =
  | { state: 'paid'; transactionId: string; totalFee: Fen; payer?: string }
  | { state: 'unpaid' | 'closed' | 'nonexistent' }

export type RefundState = 'done' | 'processing' | 'failed' | 'nonexistent'

/** An order to be paid. */
export interface PayableOrder {
  /** Its number at the channel (`paymentNumber`), the same until it is closed there (R8, I8). */
  id: string
  title: string
  totalFen: Fen
  /** ms */
  expiresAt: number
  /** Who pays, where the channel must be told; cloudPay knows the caller. */
  openid?: string
  /** The digits of the code that the diner's phone shows, for a channel that reads them. */
  code?: string
  /** Who of the staff takes the money, for a channel that is a person. */
  takenBy?: string
}

/** The channel did not take the order; whether money moved all the same, `query` tells. */
export interface NotStarted {
  ok: false
  reason: string
}

/** The arguments with which the diner's phone asks for the password. */
export interface OnPhone {
  ok: true
  arguments: PaymentArguments
}

/** The text of a code that the diner's phone reads. */
export interface CodeToShow {
  ok: true
  showCode: string
}

/** The platform waits for the diner's password: ask with `query`, and `close` when it takes too long. */
export interface PayerDecides {
  ok: true
  payerDecides: true
}

export interface PaidAlready {
  ok: true
  paid: { transactionId: string; totalFee: Fen; payer?: string }
}

export type Started = OnPhone | CodeToShow | PayerDecides | PaidAlready

/** One way to be paid, the same to the rest of the house whatever stands behind it. */
export interface PayChannel<Begun extends Started = Started> {
  readonly name: PayChannelName
  /** @returns what the payer's side needs, or why the channel would not take the order */
  start(order: PayableOrder): Promise<Begun | NotStarted>
  /** @throws when the channel cannot say: the payment may then be anything */
  query(id: string): Promise<PaymentState>
  /**
   * Makes sure that an order can no longer be paid.
   * @param until ms: until when somebody may still begin to pay, by a code that was shown or by a request that is on its
   *   way; a channel that cannot take it back says 'again' until then
   * @returns 'paid' when the diner was faster (R13); 'again': the same call must be repeated later
   */
  close(id: string, until?: number): Promise<'closed' | 'paid' | 'again'>
  /** The same number refunds once, however often it is sent (R16). @returns 'accepted', or 'again' to repeat it. */
  refund(order: { id: string; refundId: string; totalFen: Fen; refundFen: Fen }): Promise<'accepted' | 'again'>
  /** What became of an accepted refund (R18). @throws when the channel cannot say */
  queryRefund(refund: { id: string; refundId: string }): Promise<RefundState>
  /** What a notice of the channel says, once its sender is proven (R6, A9); what is not believed is 'refused'. */
  parseNotice(raw: unknown): Promise<ParsedNotice>
  /**
   * The channel's own list of a day's payments and refunds (R10), for a day that is over.
   * @param day YYYY-MM-DD in Beijing
   * @throws when there is no bill yet, or it is not whole
   */
  dailyBill(day: string): Promise<BillLine[]>
}

/** A channel whose payer confirms on his own phone, inside the mini-program. */
export type PhoneChannel = PayChannel<OnPhone>

import { auditLedger, type Finding, type Ledger } from '@yundian/domain'
import type { Database, PaymentState } from '@yundian/emulator'

/**
 * Looks for broken invariants in a database at rest (nothing owed, nothing in flight).
 * @returns one line for each thing that is wrong, beginning with the invariant
 */
export async function brokenInvariants(database: Database, payments: PaymentState[]): Promise<string[]> {
  const findings = auditLedger(await readLedger(database, payments), true)
  return findings.map(({ invariant, document, text }: Finding) => `${invariant} ${document} ${text}`)
}

/** Everything that the house wrote into a local cloud. */
export async function readLedger(database: Database, payments?: PaymentState[]): Promise<Ledger> {
  const all = async <Doc>(name: string) => (await database.find(name, {}, { limit: 1_000_000 })) as unknown as Doc[]
  const stores = await all<{ _id: string; timeZone: string }>('stores')
  return {
    orders: await all('orders'),
    boards: await all('boards'),
    tickets: await all('tickets'),
    pointEntries: await all('pointEntries'),
    suspense: await all('suspense'),
    reports: await all('reports'),
    timeZones: new Map(stores.map(({ _id, timeZone }) => [_id, timeZone])),
    payments: payments?.map(({ outTradeNo, state, totalFee, refunds }) => ({
      outTradeNo,
      isPaid: state === 'SUCCESS' || state === 'REFUND',
      totalFee,
      refundedFee: refunds.reduce((sum, { refundFee }) => sum + refundFee, 0),
    })),
  }
}

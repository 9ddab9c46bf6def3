import type { Ledger } from '@yundian/domain'
import type { SavedData } from '@yundian/emulator'

/** What the house wrote into a local cloud, and what the cloud's pay platform says. */
export function ledgerOf({ documents, payments }: SavedData): Ledger {
  const all = <Doc>(collection: string) => (documents.get(collection) ?? []) as unknown as Doc[]
  return {
    orders: all('orders'),
    boards: all('boards'),
    sittings: all('sittings'),
    tickets: all('tickets'),
    pointEntries: all('pointEntries'),
    shelves: all('shelves'),
    menus: all('menus'),
    stockEntries: all('stockEntries'),
    valueEntries: all('valueEntries'),
    accounts: all('accounts'),
    suspense: all('suspense'),
    reports: all('reports'),
    timeZones: new Map(all<{ _id: string; timeZone: string }>('stores').map(({ _id, timeZone }) => [_id, timeZone])),
    payments: payments.map(({ outTradeNo, transactionId, state, totalFee, refunds }) => ({
      outTradeNo,
      transactionId,
      isPaid: state === 'SUCCESS' || state === 'REFUND',
      totalFee,
      refundedFee: refunds.reduce((sum, { refundFee }) => sum + refundFee, 0),
    })),
  }
}

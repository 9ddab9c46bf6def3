import { auditLedger } from '@yundian/domain'
import type { Database, PaymentState } from '@yundian/emulator'
import { ledgerOf } from '../../scripts/audit/ledgerOf.ts'

/**
 * Looks for broken invariants in a database at rest (nothing owed, nothing in flight).
 * @returns one line for each thing that is wrong, beginning with the invariant
 */
export async function brokenInvariants(database: Database, payments: PaymentState[]): Promise<string[]> {
  const names = database.collections().map(({ name }) => name)
  const documents = new Map(
    await Promise.all(names.map(async (name) => [name, await database.find(name, {})] as const)),
  )
  const findings = auditLedger(ledgerOf({ documents, payments }), true)
  return findings.map(({ invariant, document, text }) => `${invariant} ${document} ${text}`)
}

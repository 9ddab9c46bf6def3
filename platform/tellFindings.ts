import type { Finding } from '@yundian/domain'
import type { House } from './house.ts'

/** Tells the owner of broken invariants, each once: they are bugs of the house, or somebody's hand in the database. */
export async function tellFindings(findings: Finding[], { records, clock }: House): Promise<void> {
  const at = new Date(clock.now())
  for (const { invariant, document, text } of findings) {
    await records.alerts.add({ _id: `audit:${invariant}:${document}`, kind: 'audit', text: `${document} ${text}`, at })
  }
}

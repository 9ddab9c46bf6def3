import type { Finding } from '@yundian/domain'
import type { House } from './house.ts'

/** Tells the owner of broken invariants, each once a day (of UTC) while they last: they are bugs of the house, or somebody's hand in the database. */
export async function tellFindings(findings: Finding[], { records, clock }: House): Promise<void> {
  const at = new Date(clock.now())
  const day = at.toISOString().slice(0, 10)
  for (const { invariant, document, dish, text } of findings) {
    const _id = ['audit', invariant, document, ...(dish === undefined ? [] : [dish]), day].join(':')
    await records.alerts.add({ _id, kind: 'audit', text: `${document} ${text}`, at })
  }
}

import { type Coverage, canMeet, notedFaults, notedStates } from '../../tests/simulation/coverage.ts'

const widths = { event: 22, state: 10 }

/**
 * Draws what was tried: for each event and each state of the order that it was about, how many kinds of trouble it met
 * ("·": it never met an order in that state); below, what it never met there.
 */
export function coverageTable(coverage: Coverage): string[] {
  const events = coverage.events()
  const head = ['', ...notedStates].map((text, at) =>
    at === 0 ? text.padEnd(widths.event) : text.padStart(widths.state),
  )
  const rows = events.map((event) => {
    const cells = notedStates.map((state) => cell(coverage, event, state).padStart(widths.state))
    return `${event.padEnd(widths.event)}${cells.join('')}`
  })
  const missing = events.flatMap((event) => notedStates.flatMap((state) => neverMet(coverage, event, state)))
  return [
    'Kinds of trouble met, "none" among them, by event and by the state of the order that it was about:',
    head.join(''),
    ...rows,
    ...(missing.length === 0 ? [] : ['', 'Never met:', ...missing]),
  ]
}

function met(coverage: Coverage, event: string, state: string) {
  return notedFaults.filter((fault) => coverage.count(event, state, fault) > 0)
}

function cell(coverage: Coverage, event: string, state: string): string {
  const kinds = met(coverage, event, state).length
  return kinds === 0 ? '·' : `${kinds}/${notedFaults.filter((fault) => canMeet(event, fault)).length}`
}

function neverMet(coverage: Coverage, event: string, state: string): string[] {
  const kinds = met(coverage, event, state)
  const missing = notedFaults.filter((fault) => canMeet(event, fault) && !kinds.includes(fault))
  if (kinds.length === 0 || missing.length === 0) return []
  return [`  ${event}, ${state}: ${missing.join(', ')}`]
}

import type { Event, History, Seen } from './history.ts'

interface Held {
  value: number
  group: string
}

/** What a transaction has done so far, as told by the events. */
interface Told {
  /** Everyone's documents at its first operation. */
  snapshot: Map<string, Held>
  /** The number of changes at that moment. */
  since: number
  writes: Map<string, Held | undefined>
}

/**
 * Checks a history against snapshot isolation, knowing nothing of the engine: reads see one snapshot and own writes;
 * the first to write a document wins and others conflict or wait; a commit changes exactly what was written, at once;
 * nothing else becomes visible. Answers what is wrong; nothing for a good history.
 */
export function checkHistory({ events, left }: History): string[] {
  const wrong: string[] = []
  const documents = new Map<string, Held>()
  const changedAt = new Map<string, number>()
  const asked = new Map<number, string>()
  const open = new Map<number, Told>()
  /** Writes by others of what a transaction held: right only if that one had just met a conflict, which is told later. */
  const hasty = new Map<number, string>()
  let changes = 0
  let committing: { transaction: number; changed: Set<string> } | undefined

  const told = (transaction: number): Told => {
    const known = open.get(transaction) ?? { snapshot: new Map(documents), since: changes, writes: new Map() }
    open.set(transaction, known)
    return known
  }
  const holderOf = (id: string) => [...open].find(([, { writes }]) => writes.has(id))?.[0]

  for (const event of events) {
    const complaint = 'transaction' in event ? hasty.get(event.transaction) : undefined
    if (complaint !== undefined && event.kind !== 'conflicted') wrong.push(complaint)
    if ('transaction' in event) hasty.delete(event.transaction)
    handle(event)
  }
  wrong.push(...hasty.values())
  if (show(documents) !== JSON.stringify(sortedSeen(left))) wrong.push('what is left is not what the changes make')
  return wrong

  function handle(event: Event): void {
    switch (event.kind) {
      case 'asked':
        asked.set(event.value, event.id)
        return
      case 'changed':
        change(event)
        return
      case 'read': {
        const { snapshot, writes } = told(event.transaction)
        const view = new Map(snapshot)
        for (const [id, held] of writes)
          if (held === undefined) view.delete(id)
          else view.set(id, held)
        const isSeen = (id: string, { group }: Held) =>
          event.ids.includes(id) && (event.group === undefined || event.group === group)
        const expected = new Map([...view].filter(([id, held]) => isSeen(id, held)))
        if (show(expected) !== JSON.stringify(sortedSeen(event.saw))) {
          wrong.push(`transaction ${event.transaction} saw ${JSON.stringify(event.saw)} instead of ${show(expected)}`)
        }
        return
      }
      case 'wrote': {
        const { since, snapshot, writes } = told(event.transaction)
        const { id, value, group } = event
        const isNothing = value === undefined && (writes.has(id) ? writes.get(id) : snapshot.get(id)) === undefined
        if (isNothing) return
        const holder = holderOf(id)
        if (holder !== undefined && holder !== event.transaction) wrong.push(`two transactions hold ${id}`)
        if ((changedAt.get(id) ?? 0) > since) wrong.push(`${id} was written over a change that was not seen`)
        writes.set(id, value === undefined ? undefined : { value, group })
        return
      }
      case 'conflicted': {
        const { since } = told(event.transaction)
        const holder = holderOf(event.id)
        const isHeld = holder !== undefined && holder !== event.transaction
        if (!isHeld && (changedAt.get(event.id) ?? 0) <= since)
          wrong.push(`a conflict over ${event.id} without a reason`)
        open.delete(event.transaction)
        return
      }
      case 'aborted':
        open.delete(event.transaction)
        return
      case 'committing':
        committing = { transaction: event.transaction, changed: new Set() }
        return
      case 'committed':
        finish(event.transaction)
    }
  }

  function change({ id, value, group }: Extract<Event, { kind: 'changed' }>): void {
    changes += 1
    changedAt.set(id, changes)
    if (value === undefined) documents.delete(id)
    else documents.set(id, { value, group: group ?? '' })
    if (committing !== undefined) {
      committing.changed.add(id)
      const own = open.get(committing.transaction)?.writes
      if (own?.has(id) !== true || own.get(id)?.value !== value) wrong.push(`a commit made ${id} what it did not write`)
      return
    }
    // The first documents come before anyone asks.
    if (asked.size === 0 && open.size === 0) return
    if (value === undefined || asked.get(value) !== id)
      wrong.push(`${id} became ${value}, which nobody had made visible`)
    else asked.delete(value)
    const holder = holderOf(id)
    if (holder !== undefined) hasty.set(holder, `a writer did not wait for the transaction that holds ${id}`)
  }

  function finish(transaction: number): void {
    const { snapshot, writes } = told(transaction)
    for (const [id, held] of writes) {
      const isNothing = held === undefined && snapshot.get(id) === undefined
      if (!isNothing && committing?.changed.has(id) !== true) wrong.push(`a commit left ${id} out`)
    }
    committing = undefined
    open.delete(transaction)
  }
}

const sortedSeen = (saw: Seen): [string, number][] => Object.entries(saw).sort(([a], [b]) => (a < b ? -1 : 1))

const show = (documents: Map<string, Held>): string =>
  JSON.stringify(sortedSeen(Object.fromEntries(Array.from(documents, ([id, { value }]) => [id, value]))))

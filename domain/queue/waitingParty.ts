/** Parties of a size wait in a line of their own, such as A for two and B for four. */
export interface QueueLine {
  /** One capital letter; numbers read `A12`. */
  id: string
  name: string
  /** People that a party of this line has at most. */
  most: number
}

export const partyStatuses = ['waiting', 'called', 'seated', 'skipped', 'left'] as const
export type PartyStatus = (typeof partyStatuses)[number]

/** The only moves of a waiting party; a skipped one that comes back is called again. */
export const partyMoves = {
  waiting: ['called', 'left'],
  called: ['seated', 'skipped', 'left', 'called'],
  skipped: ['called', 'left'],
  seated: [],
  left: [],
} as const satisfies Record<PartyStatus, readonly PartyStatus[]>

/** A party that took a number (排队取号). */
export interface WaitingParty {
  _id: string
  store: string
  businessDay: string
  line: string
  number: number
  people: number
  diner: string
  status: PartyStatus
  takenAt: Date
  /** Names the one number that a diner has on a day; another value once it is over. Unique. */
  active: string
  /** How often it was called, and by which request of staff last. */
  calls: number
  calledBy?: string
  calledAt?: Date
  endedAt?: Date
}

/** From which statuses a party may come to this one. */
export function partyFrom(to: PartyStatus): PartyStatus[] {
  return partyStatuses.filter((from) => (partyMoves[from] as readonly PartyStatus[]).includes(to))
}

/** The line of a party: the first whose tables it fits, else the last. */
export function lineFor(lines: readonly QueueLine[], people: number): QueueLine | undefined {
  return lines.find(({ most }) => people <= most) ?? lines[lines.length - 1]
}

/** Parties of the same line that wait and took their number earlier. */
export function partiesBefore(party: WaitingParty, all: readonly WaitingParty[]): number {
  return waitingIn(party.line, all).filter(({ number }) => number < party.number).length
}

/** Who waits in a line, in the order of calling. */
export function waitingIn(line: string, all: readonly WaitingParty[]): WaitingParty[] {
  return all.filter((party) => party.line === line && party.status === 'waiting').sort((a, b) => a.number - b.number)
}

/** `A12`, as it is called out. */
export function showQueueNumber({ line, number }: Pick<WaitingParty, 'line' | 'number'>): string {
  return `${line}${number}`
}

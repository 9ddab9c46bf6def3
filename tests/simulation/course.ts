import { createHash } from 'node:crypto'

/**
 * What happened, line by line: kept for a replay, and always summed up in a digest, so that two runs can be told to be
 * the same to the byte.
 */
export class Course {
  private readonly hash = createHash('sha256')

  constructor(
    private readonly now: () => number,
    /** Takes the lines of a replay; absent: they are only summed up. */
    private readonly print?: (line: string) => void,
  ) {}

  /** @param details only for the reader of a replay */
  say(text: string, details?: () => string): void {
    const at = this.now()
    this.hash.update(`${at} ${text}\n`)
    this.print?.(`${clockText(at)}  ${text}${details ? `  ${shortened(details())}` : ''}`)
  }

  digest(): string {
    return this.hash.copy().digest('hex').slice(0, 16)
  }
}

const beijingMs = 8 * 3_600_000
const longest = 400

function clockText(at: number): string {
  return new Date(at + beijingMs).toISOString().slice(5, 23).replace('T', ' ')
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

import { RuleSyntaxError } from './expression.ts'

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

/** Walks over the text of a rule. */
export class Scanner {
  private at = 0

  constructor(private readonly text: string) {}

  /** The column, from 1, of what comes next. */
  get column(): number {
    this.skipSpace()
    return this.at + 1
  }

  get atEnd(): boolean {
    this.skipSpace()
    return this.at >= this.text.length
  }

  /** Takes `symbol` when it comes next. */
  takes(symbol: string): boolean {
    this.skipSpace()
    if (!this.text.startsWith(symbol, this.at)) return false
    this.at += symbol.length
    return true
  }

  expect(symbol: string): void {
    if (!this.takes(symbol)) throw this.unexpected(`'${symbol}'`)
  }

  /** Takes what a sticky expression matches next. */
  match(shape: RegExp): string | undefined {
    this.skipSpace()
    shape.lastIndex = this.at
    const found = shape.exec(this.text)?.[0]
    this.at += found?.length ?? 0
    return found
  }

  /** The characters up to one of `ends`, which is taken and answered too; escapes are resolved. */
  textUntil(...ends: string[]): { text: string; end: string } {
    const start = this.at
    let text = ''
    while (this.at < this.text.length) {
      const end = ends.find((candidate) => this.text.startsWith(candidate, this.at))
      if (end !== undefined) {
        this.at += end.length
        return { text, end }
      }
      text += this.character()
    }
    throw new RuleSyntaxError(start, `a text that begins here does not end with ${ends[0]}`)
  }

  unexpected(wanted: string): RuleSyntaxError {
    const column = this.column
    const found = this.atEnd ? 'the rule ends' : `there is '${this.text[this.at]}'`
    return new RuleSyntaxError(column, `${wanted} is missing, ${found}`)
  }

  private character(): string {
    const character = this.text[this.at++]!
    if (character !== '\\' || this.at >= this.text.length) return character
    const escaped = this.text[this.at++]!
    return ESCAPES[escaped] ?? escaped
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1
  }
}

import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'

export const PAGE_BYTES = 4096
/** Pages by which the file grows at least. */
const GROWTH = 64
/** Pages that only removals may use, so that a full disk can be cleared. */
const MARGIN = 64

/**
 * A file of pages that has room before it is written to, so that a full disk is met here and not by whoever writes the
 * pages. Room already in the file does not count as data: it is zeros behind the last page.
 */
export class ReservedFile {
  private readonly file: number
  private pages: number

  constructor(path: string) {
    this.file = openSync(path, 'r+')
    this.pages = this.measure()
  }

  /**
   * Makes sure that `needed` pages fit behind the `used` ones.
   * @param removesOnly may use the pages that are kept back otherwise
   * @throws the system's error (ENOSPC, EFBIG, EDQUOT) when the file cannot grow enough; then it may have grown a bit
   */
  makeRoom(used: number, needed: number, removesOnly: boolean): void {
    const wanted = used + needed + MARGIN
    if (this.pages >= wanted) return
    try {
      this.grow(wanted + GROWTH)
    } catch (error) {
      this.pages = this.measure()
      if (this.pages < (removesOnly ? wanted - MARGIN : wanted)) throw error
    }
  }

  close(): void {
    closeSync(this.file)
  }

  private grow(pages: number): void {
    const end = pages * PAGE_BYTES
    let position = this.pages * PAGE_BYTES
    const zeros = Buffer.alloc(end - position)
    // A disk that becomes full takes a part first, and the error comes with the rest.
    while (position < end) position += writeSync(this.file, zeros, 0, end - position, position)
    this.pages = pages
  }

  private measure(): number {
    return Math.floor(fstatSync(this.file).size / PAGE_BYTES)
  }
}

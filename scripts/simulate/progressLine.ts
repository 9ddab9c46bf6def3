const width = 30

/** A bar that shows how much is done, redrawn in place; where there is no terminal, a line for every tenth. */
export function progressLine(total: number, more: () => string): { show(done: number): void; clear(): void } {
  const { stdout } = process
  const begun = performance.now()
  let drawnAt = 0
  return {
    show(done) {
      const now = performance.now()
      if (!stdout.isTTY && Math.floor((done / total) * 10) > Math.floor(((done - 1) / total) * 10)) {
        console.log(`${done}/${total}  ${more()}`)
      }
      if (!stdout.isTTY || now - drawnAt < 100) return
      drawnAt = now
      const full = Math.round((done / total) * width)
      const rate = (done / ((now - begun) / 1000)).toFixed(1)
      stdout.write(
        `\r\x1b[K${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total}  ${rate} seeds/s  ${more()}`,
      )
    },
    clear() {
      if (stdout.isTTY) stdout.write('\r\x1b[K')
    },
  }
}

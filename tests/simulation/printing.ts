import type { World } from './world.ts'

/** A signature that was on its way while the clock jumped is too old; a nightly run that it carried along is too early for a bill. */
const afterJump = ['is not proven (stale)', 'timestamp', 'isp.bill_not_exist']

/** What the simulation itself brings about: its own faults, and the forger's notices that are no notices. */
const provoked = ['(simulated)', 'malformed', ...afterJump]

/**
 * Takes what functions print while a run lasts, as the cloud's log of calls does. An error that is logged without any
 * doing of the simulation is a bug, even when nobody else hears of it.
 * @returns what gives the console back
 */
export function listenToPrinting({ course, violations }: World): () => void {
  const { error, warn } = console
  const listen = (text: unknown) => {
    const line = String(text)
    course.say(`    printed`, () => line)
    const isError = line.includes('"level":"error"')
    if (isError && !provoked.some((text) => line.includes(text))) violations.push(`bug, logged: ${line}`)
  }
  console.error = listen
  console.warn = listen
  return () => {
    console.error = error
    console.warn = warn
  }
}

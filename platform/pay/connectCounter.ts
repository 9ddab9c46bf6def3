import { house } from '../house.ts'
import { payChannels } from './payChannels.ts'

/** Connects this function with every way to be paid that the environment has; loading them is dear, so not every function does. */
export function connectCounter(): void {
  house.counter = payChannels(process.env)
}

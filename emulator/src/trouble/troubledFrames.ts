import type { FrameCarrier } from '../watch/frames.ts'
import type { Courier } from './courier.ts'

/**
 * Carries the frames of watches through trouble; frames of one connection overtake only each other.
 * @param cut breaks a connection, by its number
 */
export function troubledFrames(courier: Courier, cut: (connection: number) => void): FrameCarrier {
  return ({ connection, msgType, collection }, deliver) =>
    courier.carry('watchFrame', {
      subject: { type: msgType, collection },
      lane: String(connection),
      deliver,
      cut: () => cut(connection),
    })
}

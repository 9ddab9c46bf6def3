import { wordsOf } from '../language'

/** The ways of eating, and the hours of a store that never closes. */
export const modeWords = wordsOf(
  { dineIn: '堂食', pickup: '自取', delivery: '外送', allDay: '全天' },
  { dineIn: 'Eat in', pickup: 'Pick up', delivery: 'Delivery', allDay: 'day and night' },
)

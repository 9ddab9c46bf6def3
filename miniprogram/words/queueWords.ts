import { wordsOf } from '../language'

export const queueWords = wordsOf(
  {
    title: '排队取号',
    people: '几位用餐？',
    take: '取号',
    waiting: '桌在等',
    before: '前面还有',
    parties: '桌',
    next: '下一桌就是你，请到门口等候',
    called: '到你了！请到门口找店员入座',
    skipped: '叫过你的号了，请到门口找店员',
    leave: '不排了',
    noOne: '现在不用等，直接找店员入座',
  },
  {
    title: 'Wait for a table',
    people: 'How many are you?',
    take: 'Take a number',
    waiting: 'waiting',
    before: 'Before you:',
    parties: 'parties',
    next: 'You are next. Please wait at the door.',
    called: 'Your table is ready. Please come to the door.',
    skipped: 'Your number was called. Please see our staff at the door.',
    leave: 'Leave the queue',
    noOne: 'No need to wait. Please see our staff.',
  },
)

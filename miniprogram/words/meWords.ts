import { wordsOf } from '../language'

export const meWords = wordsOf(
  {
    points: '我的积分',
    value: '储值余额',
    history: '积分明细',
    noPoints: '还没有积分，付款的订单会自动记在这里',
    retry: '再试一次',
    phone: '电话',
    queue: '排队取号',
    queueHint: '看看前面还有几桌',
    reserve: '预订餐桌',
    reserveHint: '选好日子和时间，到店有桌',
    language: '语言',
  },
  {
    points: 'My points',
    value: 'Stored value',
    history: 'Points history',
    noPoints: 'No points yet. Every paid order is noted here by itself.',
    retry: 'Try again',
    phone: 'Call',
    queue: 'Wait for a table',
    queueHint: 'See how many parties are before you',
    reserve: 'Reserve a table',
    reserveHint: 'Choose a day and time; a table waits for you',
    language: 'Language',
  },
)

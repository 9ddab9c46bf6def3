import { wordsOf } from '../language'

/** The fixed words of the list of my orders. */
export const ordersWords = wordsOf(
  {
    failed: '订单没能送到',
    retry: '再试一次',
    none: '还没有订单',
    noneHint: '点几样想吃的，厨房马上开火',
    backToMenu: '去点餐',
    loading: '正在加载…',
    pull: '上拉看更早的',
    end: '没有更早的订单了',
  },
  {
    failed: 'Your orders did not arrive',
    retry: 'Try again',
    none: 'No orders yet',
    noneHint: 'Choose what you like; the kitchen is ready.',
    backToMenu: 'To the menu',
    loading: 'Loading…',
    pull: 'Pull up for earlier ones',
    end: 'No earlier orders',
  },
)

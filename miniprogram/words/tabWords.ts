import { wordsOf } from '../language'

/** The tabs, in the order of app.json. */
export const tabWords = wordsOf(
  { menu: '点餐', orders: '订单', me: '我的' },
  { menu: 'Menu', orders: 'My orders', me: 'Me' },
)

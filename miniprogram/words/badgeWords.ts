import { wordsOf } from '../language'

/** What stands on a dish. */
export const badgeWords = wordsOf(
  {
    signature: '招牌',
    mild: '微辣',
    medium: '中辣',
    hot: '特辣',
    daily: '每日限量',
    perMeal: '每餐限量',
  },
  {
    signature: 'Signature',
    mild: 'Mild',
    medium: 'Spicy',
    hot: 'Very spicy',
    daily: 'Limited daily',
    perMeal: 'Limited each meal',
  },
)

import type { PromotionDocument } from '@yundian/contract'
import { storeId } from './menu/menuPart.ts'

function promotion(
  sort: number,
  _id: string,
  rules: Pick<PromotionDocument, 'name' | 'offer'> & Partial<PromotionDocument>,
): PromotionDocument {
  return { _id, store: storeId, sort, active: true, ...rules }
}

/** What saves money in the demo: one of each kind that a Chengdu hot-pot house really uses. */
export const promotions: PromotionDocument[] = [
  promotion(10, 'over200', {
    name: '满200减20，满400减50',
    offer: {
      kind: 'amountOff',
      tiers: [
        { fromFen: 200_00, offFen: 20_00 },
        { fromFen: 400_00, offFen: 50_00 },
      ],
    },
    except: { categories: ['sets', 'drinks'] },
  }),
  promotion(20, 'welcome', {
    name: '新客立减8元',
    offer: { kind: 'amountOff', tiers: [{ fromFen: 30_00, offFen: 8_00 }] },
    for: 'newCustomer',
  }),
  promotion(30, 'second', {
    name: '第二份半价',
    offer: { kind: 'secondOff', percent: 50 },
    dishes: ['lemontea', 'plumjuice'],
  }),
  promotion(40, 'fuqitoday', { name: '今日特价', offer: { kind: 'setPrice', fen: 29_90 }, dishes: ['fuqi'] }),
]

import type { PointsRule } from './account/partPayments.ts'
import type { Fen } from './money.ts'
import type { Availability } from './offer/availability.ts'
import type { MealPeriod } from './offer/mealPeriod.ts'
import type { RequiredRule } from './offer/requiredItems.ts'
import type { FenBy } from './offer/specPrice.ts'
import type { StoreFees } from './price/fees.ts'
import type { Promotion } from './price/promotion.ts'
import type { QueueLine } from './queue/waitingParty.ts'
import type { ReservationRule } from './reservation/reservation.ts'
import type { DeliveryRule } from './serving/delivery.ts'
import type { Station } from './serving/promise.ts'
import type { LaterRule } from './serving/slots.ts'

/** How much of an ingredient one portion takes, in the ingredient's unit. */
export interface RecipeItem {
  ingredient: string
  quantity: number
}

/** A size or form of a dish, sold at its own price. */
export interface Spec {
  id: string
  name: string
  fen: Fen
  fenBy?: FenBy
  /** In place of the dish's own. */
  recipe?: RecipeItem[]
}

export interface Option {
  id: string
  name: string
  /** Added to the price of the dish; 0 when free. */
  fen: Fen
  /** How often it may be taken, such as two eggs; absent: once. */
  most?: number
  /** Portions a business day; absent: unlimited. */
  daily?: number
  recipe?: RecipeItem[]
}

/** What may be chosen with a dish: at least `min` and at most `max` options, one taken twice counted twice. */
export interface OptionGroup {
  id: string
  name: string
  min: number
  max: number
  options: Option[]
}

/** One part of a set menu: the diner chooses `choose` dishes of `from`; a fixed part offers exactly as many. */
export interface SetPart {
  id: string
  name: string
  choose: number
  /** The same dish may be chosen more than once. */
  repeat?: boolean
  from: { dish: string; surchargeFen: Fen }[]
}

/** A dish as it is sold. Its `id` is also its stock key (SKU) and a field path: `[a-z0-9]{1,24}`. */
export interface Dish {
  id: string
  category: string
  name: string
  nameEn: string
  /** One line of taste. */
  story: string
  /** Path below the hosting address, or a full address. */
  picture?: string
  specs: Spec[]
  optionGroups: OptionGroup[]
  /** Present on a set menu only. */
  parts?: SetPart[]
  /** Portions a business day; absent: unlimited. */
  daily?: number
  /** Portions a meal period, in place of `daily`. */
  perPeriod?: number
  /** What a portion is made of; never shown to phones. */
  recipe?: RecipeItem[]
  /** Dishes to offer when this one is sold out, the best first. */
  instead?: string[]
  spiciness: 0 | 1 | 2 | 3
  allergens: string[]
  recommended: boolean
  available?: Availability
  /** Ready-made words for the remark of a line, such as 不要葱. */
  quickTags?: string[]
  /** Where it is cooked, and how long one portion takes there. */
  station?: string
  minutes?: number
}

export interface Category {
  id: string
  name: string
  nameEn: string
  picture?: string
  /** Of those of its dishes that have no limit of their own. */
  available?: Availability
}

export interface Table {
  id: string
  area: string
  seats: number
}

export interface OpeningHours {
  /** Minutes after midnight in the store's time zone; `to` may exceed 1440 when the store closes after midnight. */
  from: number
  to: number
}

export interface Store {
  id: string
  name: string
  nameEn: string
  address: string
  phone: string
  /** IANA name, such as Asia/Shanghai. */
  timeZone: string
  /** The hour at which a business day begins, in minutes after midnight; at most 240 = 04:00. */
  dayCutoff: number
  openingHours: OpeningHours[]
  pointsPerYuan: number
  /** How points pay; absent: not at all. */
  pointsPay?: PointsRule
  /** How long an unpaid order holds its stock. */
  holdMinutes: number
  /** Most unpaid orders of one diner, and most portions of one limited dish in them. */
  mostOpenOrders?: number
  mostOpenPortions?: number
  periods?: MealPeriod[]
  required?: RequiredRule[]
  /** Ready-made words for the remark of an order. */
  quickTags?: string[]
  /** Whether guests at a table pay each order before it is cooked, or all with the bill; absent: first. */
  payment?: 'first' | 'later'
  /** Absent: nothing is delivered. */
  delivery?: DeliveryRule
  /** Absent: every order is for now. */
  later?: LaterRule
  /** Absent: dishes cost what they cost. */
  fees?: StoreFees
  /** Absent: no table is reserved. */
  reservations?: ReservationRule
  /** Lines of the queue for a table, the smallest parties first; absent: nobody takes a number. */
  queue?: QueueLine[]
  /** The parts of the kitchen; absent: no promise of time. */
  stations?: Station[]
  /** Who opens a table: whoever scans first, or staff; absent: by scan. */
  tableOpening?: 'scan' | 'staff'
  /** True where a table opened by scanning may order to be paid later before staff have seen its guests; absent: no. */
  trustScans?: boolean
  /** How long after its opening people may join a table without its code; absent: 10, 0: never. */
  joinFreelyMinutes?: number
  /** After so long without a touch a table where nothing is unpaid is free again; absent: 90. */
  idleTableMinutes?: number
}

/** A published menu: it never changes; the next edit makes the next version. */
export interface Menu {
  version: number
  store: Store
  tables: Table[]
  categories: Category[]
  dishes: Dish[]
  /** What saves money; absent: nothing. */
  promotions?: Promotion[]
  /** Ids of the best sold dishes, the first first; absent until a night has counted. */
  ranked?: string[]
}

export function findDish(menu: Pick<Menu, 'dishes'>, id: string): Dish | undefined {
  return menu.dishes.find((dish) => dish.id === id)
}

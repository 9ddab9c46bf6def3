import tcb from '@cloudbase/node-sdk'
import type {
  CategoryDocument,
  DishDocument,
  IngredientDocument,
  PromotionDocument,
  ShelfDocument,
  StaffDocument,
  StockEntry,
  StoreDocument,
  TableDocument,
  WebhookDocument,
} from '@yundian/contract'
import type {
  Account,
  Board,
  DayReport,
  IngredientUses,
  MealPeriod,
  Menu,
  Order,
  OrderLine,
  ReconciliationRow,
  Reservation,
  Sitting,
  TableDay,
  WaitingParty,
} from '@yundian/domain'
import { type Collection, openCollection, type ServiceDatabase } from './collection.ts'
import type { Delivery } from './webhooks/delivery.ts'

/** A published menu, kept under `<store>:<version>` and never changed. */
export interface MenuRecord {
  _id: string
  store: string
  version: number
  /** Of the content, so that an edit that changes nothing publishes nothing. */
  digest: string
  publishedAt: Date
  menu: Menu
}

/** What the kitchen cooks from; `_id` is `<order>:<station>:<batch>`. */
export interface Ticket {
  _id: string
  order: string
  store: string
  station: string
  pickupNumber: number
  table?: string
  remark?: string
  lines: Pick<OrderLine, 'dish' | 'name' | 'spec' | 'options' | 'choices' | 'quantity' | 'remark'>[]
  madeAt: Date
}

/**
 * One row of the points ledger; `_id` is `earn:<order>`, `refund:<refund>` (taken back with the money that earned them),
 * `spend:<order>` (paid with) or `back:<refund>`. A balance is the sum of its rows (I4).
 */
export interface PointEntry {
  _id: string
  diner: string
  store: string
  kind: 'earn' | 'refund' | 'spend' | 'back'
  order: string
  points: number
  at: Date
}

/** Counts up numbers that are given once, such as those of a line of the queue on a day. */
export interface Counter {
  _id: string
  last: number
}

/** One row of the ledger of stored value; `_id` is `topUp:<hash>`, `spend:<order>` or `back:<refund>`. */
export interface ValueEntry {
  _id: string
  diner: string
  store: string
  kind: 'topUp' | 'spend' | 'back'
  order: string
  fen: number
  /** Who of the staff took the money, of a top-up. */
  by?: string
  at: Date
}

export interface SentMessage {
  _id: string
  diner: string
  /** Or the waiting party that it is about. */
  order: string
  sentAt: Date
}

/** Money that the pay platform reports and that fits no order: for a person to look at (R24). */
export interface Suspense {
  _id: string
  reason: 'unknown_order' | 'on_a_bill' | 'wrong_amount' | 'wrong_payer' | 'wrong_merchant' | 'second_payment'
  outTradeNo: string
  transactionId: string
  totalFee: number
  at: Date
}

/** Something the owner should know; `_id` names the fact, so that it is told once. */
export interface Alert {
  _id: string
  kind:
    | 'suspense'
    | 'menu'
    | 'refund'
    | 'kitchen'
    | 'audit'
    | 'reconciliation'
    | 'payment'
    | 'bill'
    | 'table'
    | 'stock'
    | 'webhook'
  text: string
  at: Date
  /** How often it happened, where that is counted. */
  times?: number
}

export interface Report extends DayReport {
  _id: string
  store: string
  businessDay: string
  /** What dishes should have used, and what came, went and was counted otherwise; absent without ingredients. */
  ingredients?: IngredientUses
  madeAt: Date
}

/** A channel's bill of a day beside our ledger; `_id` is `<channel>:<day>`. */
export interface Reconciliation {
  _id: string
  channel: string
  day: string
  /** Rows by verdict, such as `agrees`. */
  counts: Record<string, number>
  /** What the bill says came in, and went back. */
  paidFen: number
  refundedFen: number
  /** Every row that does not agree. */
  differences: ReconciliationRow[]
  /** All rows, for a spreadsheet. */
  csv: string
  madeAt: Date
}

/**
 * The newest import of a menu from a spreadsheet; `_id` is the store. Its documents stand here before the first of them
 * is written to where it belongs, so that a menu is imported whole, whatever dies meanwhile.
 */
export interface MenuImport {
  _id: string
  /** Counts up with every import of the store. */
  number: number
  state: 'writing' | 'written'
  requestKey: string
  by: string
  at: Date
  periods?: MealPeriod[]
  categories: CategoryDocument[]
  dishes: DishDocument[]
  added: number
  changed: number
}

/** What a store sold best, the first first; `_id` is the store. */
export interface Ranking {
  _id: string
  dishes: string[]
  countedAt: Date
}

export interface Records {
  rankings: Collection<Ranking>
  menuImports: Collection<MenuImport>
  stores: Collection<StoreDocument>
  tables: Collection<TableDocument>
  categories: Collection<CategoryDocument>
  dishes: Collection<DishDocument>
  promotions: Collection<PromotionDocument>
  menus: Collection<MenuRecord>
  boards: Collection<Board>
  shelves: Collection<ShelfDocument>
  ingredients: Collection<IngredientDocument>
  stockEntries: Collection<StockEntry>
  sittings: Collection<Sitting>
  orders: Collection<Order>
  tickets: Collection<Ticket>
  pointEntries: Collection<PointEntry>
  valueEntries: Collection<ValueEntry>
  accounts: Collection<Account>
  webhooks: Collection<WebhookDocument>
  deliveries: Collection<Delivery>
  staff: Collection<StaffDocument>
  messages: Collection<SentMessage>
  waitingParties: Collection<WaitingParty>
  counters: Collection<Counter>
  reservations: Collection<Reservation>
  tableDays: Collection<TableDay>
  suspense: Collection<Suspense>
  alerts: Collection<Alert>
  reports: Collection<Report>
  reconciliations: Collection<Reconciliation>
}

const app = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV })
const db = app.database()

/** The operators of the database, for filters and changes. */
export const _ = db.command
export const aggregation = db.command.aggregate

/** Opens every collection of one database. */
export function openRecords(database: ServiceDatabase): Records {
  return {
    rankings: openCollection(database, 'rankings'),
    menuImports: openCollection(database, 'menuImports'),
    stores: openCollection(database, 'stores'),
    tables: openCollection(database, 'tables'),
    categories: openCollection(database, 'categories'),
    dishes: openCollection(database, 'dishes'),
    promotions: openCollection(database, 'promotions'),
    menus: openCollection(database, 'menus'),
    boards: openCollection(database, 'boards'),
    shelves: openCollection(database, 'shelves'),
    ingredients: openCollection(database, 'ingredients'),
    stockEntries: openCollection(database, 'stockEntries'),
    sittings: openCollection(database, 'sittings'),
    orders: openCollection(database, 'orders'),
    tickets: openCollection(database, 'tickets'),
    pointEntries: openCollection(database, 'pointEntries'),
    valueEntries: openCollection(database, 'valueEntries'),
    accounts: openCollection(database, 'accounts'),
    webhooks: openCollection(database, 'webhooks'),
    deliveries: openCollection(database, 'deliveries'),
    staff: openCollection(database, 'staff'),
    messages: openCollection(database, 'messages'),
    waitingParties: openCollection(database, 'waitingParties'),
    counters: openCollection(database, 'counters'),
    reservations: openCollection(database, 'reservations'),
    tableDays: openCollection(database, 'tableDays'),
    suspense: openCollection(database, 'suspense'),
    alerts: openCollection(database, 'alerts'),
    reports: openCollection(database, 'reports'),
    reconciliations: openCollection(database, 'reconciliations'),
  }
}

export const records: Records = openRecords(db)

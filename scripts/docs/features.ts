import { linkTo, type TestTitle } from './testTitles.ts'

/** What diners, staff and owners expect of an ordering system, row by row; a scenario test bears the name of each. */
export const features: Record<string, string[]> = {
  Ordering: [
    'Menu with categories, photos, scan → menu',
    'Spec (规格) with own price',
    'Modifiers 加料: min/max/required, price, server priced',
    '必选 items (tea, rice, 锅底)',
    'Combos 套餐, choose-n',
    'Remarks, 忌口 tags',
    'Live shared cart 多人点餐 (one table, many phones)',
    '加菜 add to open order',
    '再来一单',
    'Takeaway / self pick-up / delivery',
    'Schedule for later; slot capacity',
    'Pickup number, daily per shop',
    'Queue position / honest ETA',
    'i18n',
    'Order without phone / follow (privacy)',
    'Subscription message on ready/refund',
  ],
  Tables: [
    'Table/areas map, states',
    'Staff open/lock table before scan works',
    'Transfer 转台 / merge 并桌 / split',
    'Split bill by seat/item, AA',
    'Minimum spend, tea fee 茶位费, service fee',
    '先付 / 后付 switch',
    'Queue 排队取号',
    'Reservation',
    'Call waiter 服务铃 / 催菜',
    'Anti-prank (remote QR photo)',
  ],
  'Menu and stock': [
    'Dish/SKU stock, guarded decrement',
    'Hold while unpaid, release on timeout',
    '估清 sold-out pushed live to open menus',
    'Auto reset next day / by meal period',
    'Ingredient inventory (BOM) → dish availability',
    'Waste, stock take, low-stock alert',
    'Schedules: meal periods, per-channel price',
  ],
}

/** The scenario tests that bear the name of a feature. */
export function testsOf(feature: string, titles: TestTitle[]): TestTitle[] {
  return titles.filter(({ file, title }) => file.startsWith('tests/') && title.startsWith(feature))
}

/** All features and their tests as Markdown tables, one a group. */
export function featureTables(titles: TestTitle[]): string {
  const tables = Object.entries(features).map(([group, rows]) =>
    [
      `## ${group}`,
      '',
      '| feature | tests |',
      '|---|---|',
      ...rows.map((feature) => {
        const files = new Set(testsOf(feature, titles).map(({ file }) => file))
        return `| ${feature} | ${[...files].map(linkTo).join(', ')} |`
      }),
    ].join('\n'),
  )
  return tables.join('\n\n')
}

/** What differs from one restaurant or cloud environment to the next. */
export const config = {
  /** CloudBase environment id; the preview of the local cloud ignores it. */
  env: 'local',
  store: 'shulane',
  /** Subscription message "your order is ready"; empty: the diner is not asked. */
  readyTemplate: '',
  /** Subscription message "your table is ready" of the queue; empty: the diner is not asked. */
  queueTemplate: '',
} as const

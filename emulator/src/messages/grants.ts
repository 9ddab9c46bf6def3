import type { Database } from '../database/database.ts'

/**
 * `counted`: as on the platform, a user's agreement is good for one message of one template. `assumed`: everybody agrees
 * to everything, so that messages can be seen without a phone.
 */
export type MessageGrants = 'assumed' | 'counted'

const SPACE = 'messageGrants'

/** How many messages of a template each user still agrees to; kept over restarts. */
export class Grants {
  private readonly left = new Map<string, number>()

  constructor(
    readonly mode: MessageGrants,
    private readonly database: Pick<Database, 'systemPut' | 'systemAll'>,
  ) {
    for (const { key, value } of database.systemAll(SPACE)) this.left.set(key, value as number)
  }

  /** A user agrees to one message of each template (R23), as `wx.requestSubscribeMessage` does; once more adds one more. */
  async add(openid: string, templateIds: readonly string[]): Promise<void> {
    await Promise.all(templateIds.map((templateId) => this.change(keyOf(openid, templateId), 1)))
  }

  /** How many messages each user still agrees to, by template. */
  list(): { openid: string; templateId: string; left: number }[] {
    return [...this.left]
      .filter(([, left]) => left > 0)
      .map(([key, left]) => {
        const [openid, templateId] = JSON.parse(key) as [string, string]
        return { openid, templateId, left }
      })
  }

  /** Uses up one agreement. @returns false when there is none */
  async take(openid: string, templateId: string): Promise<boolean> {
    if (this.mode === 'assumed') return true
    const key = keyOf(openid, templateId)
    if ((this.left.get(key) ?? 0) === 0) return false
    await this.change(key, -1)
    return true
  }

  private change(key: string, by: number): Promise<void> {
    const count = (this.left.get(key) ?? 0) + by
    this.left.set(key, count)
    return this.database.systemPut(SPACE, key, count === 0 ? undefined : count)
  }
}

const keyOf = (openid: string, templateId: string) => JSON.stringify([openid, templateId])

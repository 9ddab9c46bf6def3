import { wechatTime } from '@yundian/domain'

/** The instant (ms) of `yyyy-MM-dd HH:mm:ss` in Beijing. @throws RangeError when it is not one */
export function beijingInstant(text: string): number {
  const instant = Date.parse(`${text.replace(' ', 'T')}+08:00`)
  if (Number.isNaN(instant)) throw new RangeError(`"${text}" is not a time in Beijing`)
  return instant
}

/** An instant (ms) as `yyyy-MM-dd HH:mm:ss` in Beijing. */
export function beijingText(instant: number): string {
  return wechatTime(instant).replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3 $4:$5:$6')
}

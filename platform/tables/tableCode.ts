import type { TableCode } from '@yundian/contract'
import { codeLifeMs } from '@yundian/domain'
import { sign } from './scene.ts'

/** The digits that the phones of a sitting show now (ms), and for how long. */
export function tableCode(sitting: string, now: number, key: string): TableCode {
  return { digits: digitsOf(sitting, windowOf(now), key), msLeft: codeLifeMs - (now % codeLifeMs) }
}

/** True for the digits shown now, or just before. */
export function isTableCode(digits: string, sitting: string, now: number, key: string): boolean {
  return [0, 1].some((back) => digitsOf(sitting, windowOf(now) - back, key) === digits)
}

function windowOf(now: number): number {
  return Math.floor(now / codeLifeMs)
}

function digitsOf(sitting: string, window: number, key: string): string {
  const number = sign(key, 'code', sitting, String(window)).readUInt32BE(0) % 10_000
  return String(number).padStart(4, '0')
}

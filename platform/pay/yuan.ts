import type { Fen } from '@yundian/domain'

/**
 * Fen of an amount in yuan as platforms write it, by its digits and not by a product of fractions: '12.8' → 1280.
 * @throws RangeError for anything but a decimal number with at most two significant decimals
 */
export function fenOfYuan(yuan: string): Fen {
  const parts = /^(-?)(\d{1,11})(?:\.(\d{1,2})0*)?$/.exec(yuan)
  if (!parts) throw new RangeError(`"${yuan}" is not an amount in yuan`)
  const [, sign, whole, decimals = ''] = parts
  const fen = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return sign && fen > 0 ? -fen : fen
}

/** The house takes at most so many characters. */
export const maxRemark = 100

/** And about one line of an order at most so many. */
export const maxLineRemark = 40

/** Adds a ready-made word to a remark, or takes it out again. */
export function toggleRemark(remark: string, word: string, most = maxRemark): string {
  const words = remark.split(/[，,]\s*/).filter((part) => part !== '')
  const next = words.includes(word) ? words.filter((other) => other !== word) : [...words, word]
  const text = next.join('，')
  return text.length <= most ? text : remark
}

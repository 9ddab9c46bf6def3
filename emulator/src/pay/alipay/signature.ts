import { createSign, createVerify, type KeyObject } from 'node:crypto'

type Fields = Record<string, string>

/** What RSA2 signs: the fields that are not empty, by name, as `name=value` joined by `&`. */
function signedText(fields: Fields, without: readonly string[]): string {
  return Object.entries(fields)
    .filter(([name, value]) => value !== '' && !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** Whether a merchant's request bears his signature: all fields but `sign`. */
export function requestIsSigned(fields: Fields, key: KeyObject): boolean {
  const verifier = createVerify('RSA-SHA256').update(signedText(fields, ['sign']))
  return fields.sign_type === 'RSA2' && verifier.verify(key, fields.sign ?? '', 'base64')
}

/** The `sign` of a notice: all fields but `sign` and `sign_type`. */
export function signNotice(fields: Fields, key: KeyObject): string {
  return signText(signedText(fields, ['sign', 'sign_type']), key)
}

/** RSA2 of a text. */
export function signText(text: string, key: KeyObject): string {
  return createSign('RSA-SHA256').update(text).sign(key, 'base64')
}

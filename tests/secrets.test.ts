import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../scripts/root.ts'

const notOurs = ['node_modules', 'dist', '.local', '.git', 'miniprogram_npm']

/** What a secret looks like: a private key, a Tencent Cloud key, a key written into code. */
const secrets = [
  /-----BEGIN (RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{40}/,
  /\bAKID[A-Za-z0-9]{32}\b/,
  /\b(secret_?key|api_?v?3?_?key|mch_?key|app_?secret)\b['"]?\s*[:=]\s*['"][A-Za-z0-9+/_-]{16,}['"]/i,
]

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (notOurs.includes(name)) return []
    return statSync(path).isDirectory() ? filesOf(path) : [path]
  })
}

const secretsIn = (text: string) => secrets.filter((secret) => secret.test(text))

describe('A22: secrets', () => {
  it('are in no file of the project', () => {
    const texts = filesOf(root).filter((path) => /\.(ts|js|json|md|wxml|html|sh|ya?ml|env.*)$/.test(path))
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.filter((path) => secretsIn(readFileSync(path, 'utf8')).length > 0)).toEqual([])
  })

  it('would be found', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'M'.repeat(64)}`
    for (const text of [
      key,
      `AKID${'a'.repeat(32)}`,
      `mchKey: '${'k'.repeat(32)}'`,
      `"secretKey":"${'k'.repeat(32)}"`,
    ]) {
      expect(secretsIn(text), text.slice(0, 12)).toHaveLength(1)
    }
  })
})

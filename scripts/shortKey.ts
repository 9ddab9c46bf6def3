import { readFileSync } from 'node:fs'
import { privateKeyOf } from '../platform/pay/keys.ts'
import { shortKeyOf } from '../platform/pay/shortKey.ts'

/** `npm run shortkey -- apiclient_key.pem`: prints a private key in the form that fits beside another platform's. */
const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('npm run shortkey -- <file of an RSA private key, such as apiclient_key.pem>')
  process.exitCode = 2
} else {
  try {
    console.log(shortKeyOf(privateKeyOf(readFileSync(file, 'utf8').trim())))
  } catch (error) {
    console.error(`${file}: ${(error as Error).message}`)
    process.exitCode = 1
  }
}

import { parseArgs } from 'node:util'
import { auditLedger, type Finding } from '@yundian/domain'
import { DataFolderError, readRunningCloud, readSavedData } from '@yundian/emulator'
import colors from 'picocolors'
import { ledgerOf } from './audit/ledgerOf.ts'
import { root } from './root.ts'

/** `npm run audit`: is every fen, portion and point where it belongs? Exit 1 when something is wrong. */
const usage = `npm run audit -- [options]
  --data <folder>  data of a local cloud, running or not (default .local/cloud)
  --url <address>  a running local cloud, such as http://127.0.0.1:8600
  --at-rest        nothing is in flight and the timers have run: check also what is only true then (I3, I10, the pay platform)
  --json           one finding a line, as JSON`

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: `${root}/.local/cloud` },
    url: { type: 'string' },
    'at-rest': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
})

if (values.help) console.log(usage)
else {
  try {
    const saved = await (values.url === undefined ? readSavedData(values.data) : readRunningCloud(values.url))
    const ledger = ledgerOf(saved)
    const findings = auditLedger(ledger, values['at-rest'])
    for (const finding of findings) console.log(values.json ? JSON.stringify(finding) : row(finding))
    if (!values.json) console.log(summary(ledger.orders.length, findings))
    process.exitCode = findings.length > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof DataFolderError || error instanceof TypeError)) throw error
    console.error(colors.red(`${values.url ?? values.data} cannot be read: ${error.message}`))
    process.exitCode = 2
  }
}

function row({ invariant, document, text }: Finding): string {
  return `${colors.red('✗')} ${colors.bold(invariant.padEnd(8))}${document}  ${text}`
}

function summary(orders: number, findings: Finding[]): string {
  if (findings.length === 0)
    return `${colors.green('✓')} ${orders} orders: every fen, portion and point is where it belongs`
  const kinds = [...new Set(findings.map(({ invariant }) => invariant))].sort()
  return colors.red(`${findings.length} things are wrong in ${orders} orders: ${kinds.join(', ')}`)
}

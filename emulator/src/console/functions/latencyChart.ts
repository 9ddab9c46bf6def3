import type { LoggedCall } from '../../functions/callLog.ts'
import { type Html, html } from '../markup/html.ts'

/** Choice of the console: as many calls as a telephone shows apart. */
export const CALLS_CHARTED = 60

const WIDTH = 600
const HEIGHT = 140
const GAP = 2
/** A bar of few calls is not wider than one of so many. */
const PLACES_MIN = 24

type ChartedCall = Pick<LoggedCall, 'ms' | 'ok' | 'coldStart'>

/**
 * The latest calls as bars, the newest at the right, as high as the logarithm of how long they took, with the median and the 95th percentile
 * of these calls as lines. Nothing without calls.
 * @param calls the newest last
 */
export function latencyChart(calls: ChartedCall[]): Html | false {
  const shown = calls.slice(-CALLS_CHARTED)
  const p50 = percentile(shown, 50)
  const p95 = percentile(shown, 95)
  if (p50 === undefined || p95 === undefined) return false
  const longest = Math.max(...shown.map(({ ms }) => ms), 1)
  // By the logarithm: beside a cold start, the warm calls would not be seen.
  const heightOf = (ms: number) => Math.max(Math.round((Math.log1p(ms) / Math.log1p(longest)) * HEIGHT), 2)
  const step = WIDTH / Math.max(shown.length, PLACES_MIN)
  const bars = shown.map((call, index) => {
    const height = heightOf(call.ms)
    const x = WIDTH - (shown.length - index) * step
    return html`<rect class="${kindOf(call)}" x="${x}" y="${HEIGHT - height}" width="${step - GAP}" height="${height}"><title>${call.ms} ms</title></rect>`
  })
  const line = (kind: string, ms: number) =>
    html`<line class="${kind}" x1="0" x2="${WIDTH}" y1="${HEIGHT - heightOf(ms)}" y2="${HEIGHT - heightOf(ms)}"/>`
  const cold = shown.filter(({ coldStart }) => coldStart).length
  return html`<figure class="card chart" data-live="latencies">
    <figcaption class="facts"><span>最近 ${shown.length} 次 Latest ${shown.length} calls</span>
      <span class="key p50">p50 <b>${p50}</b> ms</span> <span class="key p95">p95 <b>${p95}</b> ms</span>
      <span>最长 Longest <b>${longest}</b> ms <span class="hint">对数 log</span></span>
      <span class="key cold">冷启动 Cold starts <b>${cold}</b></span> <span class="key bad">出错 Errors <b>${shown.filter(({ ok }) => !ok).length}</b></span></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="p50 ${p50} ms, p95 ${p95} ms">
      ${bars}${line('p50', p50)}${line('p95', p95)}
    </svg>
  </figure>`
}

/** Which colour a call's bar has: that of an error before that of a cold start. */
function kindOf({ ok, coldStart }: ChartedCall): string {
  if (!ok) return 'bad'
  return coldStart ? 'cold' : 'warm'
}

/** The time (ms) within which so many percent of the calls were done; undefined without calls. */
export function percentile(calls: Pick<LoggedCall, 'ms'>[], percent: number): number | undefined {
  const times = calls.map(({ ms }) => ms).sort((a, b) => a - b)
  return times[Math.ceil((times.length * percent) / 100) - 1]
}

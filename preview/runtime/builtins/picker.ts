import { make } from '../pageFrame.ts'
import { openOverlay } from '../wx/dialogs.ts'
import type { Builtin, Host } from './builtin.ts'
import { registerField } from './fields.ts'

/** Height of one row of a wheel, in pixels; phone.css draws rows as high. */
const ROW = 44

type Wheels = { columns: string[][]; chosen: number[] }

const pad = (number: number) => String(number).padStart(2, '0')
const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_none, at) => pad(from + at))
const labelOf = (item: unknown, key: unknown) =>
  typeof item === 'object' && item !== null
    ? String((item as Record<string, unknown>)[String(key)] ?? '')
    : String(item)

/** How each mode of <picker> becomes wheels, and what the chosen rows mean. */
const MODES: Record<
  string,
  { wheels(host: Host): Wheels; value(host: Host, chosen: number[], columns: string[][]): unknown }
> = {
  selector: {
    wheels: ({ props }) => ({
      columns: [(props.range as unknown[]).map((item) => labelOf(item, props.rangeKey))],
      chosen: [Number(props.value ?? 0)],
    }),
    value: (_host, chosen) => String(chosen[0]),
  },
  multiSelector: {
    wheels: ({ props }) => {
      const range = props.range as unknown[][]
      return {
        columns: range.map((column) => column.map((item) => labelOf(item, props.rangeKey))),
        chosen: range.map((_column, at) => Number((props.value as number[] | null)?.[at] ?? 0)),
      }
    },
    value: (_host, chosen) => chosen,
  },
  time: {
    wheels: ({ props }) => {
      const [hour = '0', minute = '0'] = String(props.value ?? '').split(':')
      return { columns: [numbers(0, 23), numbers(0, 59)], chosen: [Number(hour), Number(minute)] }
    },
    value: (_host, chosen, columns) => columns.map((column, at) => column[chosen[at] ?? 0]).join(':'),
  },
  date: {
    wheels: ({ props }) => {
      const from = Number(String(props.start || '1970').slice(0, 4))
      const to = Number(String(props.end || '2100').slice(0, 4))
      const [year, month, day] = String(props.value || props.start || '2026-01-01')
        .split('-')
        .map(Number)
      const columns = [numbers(from, to), numbers(1, 12), numbers(1, 31)]
      const depth = { year: 1, month: 2 }[String(props.fields)] ?? 3
      return {
        columns: columns.slice(0, depth),
        chosen: [(year ?? from) - from, (month ?? 1) - 1, (day ?? 1) - 1].slice(0, depth),
      }
    },
    value: (_host, chosen, columns) => columns.map((column, at) => column[chosen[at] ?? 0]).join('-'),
  },
}

export const picker: Builtin = {
  properties: {
    mode: { type: String, value: 'selector' },
    range: { type: null, value: [] },
    rangeKey: { type: String },
    value: { type: null },
    start: { type: String },
    end: { type: String },
    fields: { type: String, value: 'day' },
    headerText: { type: String },
    disabled: { type: Boolean },
    name: { type: String },
  },
  created(host) {
    const activate = () => {
      if (!host.props.disabled) void choose(host)
    }
    host.component.addListener('tap', activate)
    registerField(host.element, { value: () => host.props.value, reset: () => host.set({ value: 0 }), activate })
  },
}

async function choose(host: Host): Promise<void> {
  const mode = MODES[String(host.props.mode)] ?? MODES.selector!
  const wheels = mode.wheels(host)
  const chosen = await openOverlay<number[] | null>(
    'mp-picker',
    (box, settle) => drawWheels(box, host, wheels, settle),
    null,
  )
  if (chosen === null) {
    host.emit('cancel')
    return
  }
  const value = mode.value(host, chosen, wheels.columns)
  host.set({ value })
  host.emit('change', { value })
}

function drawWheels(box: HTMLElement, host: Host, wheels: Wheels, settle: (chosen: number[] | null) => void): void {
  const head = make('header', '', box)
  const cancel = make('button', '', head, { 'data-testid': 'picker-cancel' })
  cancel.textContent = '取消'
  cancel.onclick = () => settle(null)
  make('span', '', head).textContent = String(host.props.headerText ?? '')
  const confirm = make('button', 'mp-picker-confirm', head, { 'data-testid': 'picker-confirm' })
  confirm.textContent = '确定'
  const chosen = [...wheels.chosen]
  confirm.onclick = () => settle(chosen)
  const body = make('div', 'mp-wheels', box)
  for (const [at, rows] of wheels.columns.entries()) {
    const wheel = make('div', 'mp-wheel', body, { role: 'listbox' })
    for (const [index, text] of rows.entries()) {
      const row = make('div', 'mp-wheel-row', wheel, { role: 'option' })
      row.textContent = text
      row.onclick = () => wheel.scrollTo({ top: index * ROW, behavior: 'smooth' })
    }
    requestAnimationFrame(() => {
      wheel.scrollTop = (chosen[at] ?? 0) * ROW
      wheel.addEventListener('scroll', () => {
        const index = Math.max(0, Math.min(rows.length - 1, Math.round(wheel.scrollTop / ROW)))
        if (index === chosen[at]) return
        chosen[at] = index
        if (host.props.mode === 'multiSelector') host.emit('columnchange', { column: at, value: index })
      })
    })
  }
}

const VIEW_ROW = 34

const columnsOf = ({ element }: Host) => [...element.querySelectorAll<HTMLElement>('wx-picker-view-column')]

function showColumns(host: Host): void {
  const value = (host.props.value ?? []) as number[]
  requestAnimationFrame(() => {
    for (const [at, column] of columnsOf(host).entries()) column.scrollTop = (value[at] ?? 0) * rowHeight(column)
  })
}

function rowHeight(column: HTMLElement): number {
  return (column.firstElementChild as HTMLElement | null)?.offsetHeight || VIEW_ROW
}

export const pickerView: Builtin = {
  properties: {
    value: { type: Array, value: [] },
    indicatorStyle: { type: String },
    indicatorClass: { type: String },
    maskStyle: { type: String },
    maskClass: { type: String },
    immediateChange: { type: Boolean },
  },
  created(host) {
    host.element.addEventListener(
      'scrollend',
      () => {
        const value = columnsOf(host).map((column) => Math.round(column.scrollTop / rowHeight(column)))
        if (value.join() === ((host.props.value ?? []) as number[]).join()) return
        host.set({ value })
        host.emit('change', { value })
        host.emit('pickend', {})
      },
      true,
    )
  },
  attached: showColumns,
  observers: { value: showColumns },
}

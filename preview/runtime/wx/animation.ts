type Transition = { duration: number; timingFunction: string; delay: number }
type Step = {
  animates: { type: string; args: unknown[] }[]
  option: { transformOrigin: string; transition: Transition }
}
type Options = Partial<Transition> & { transformOrigin?: string }

const LENGTHS = new Set(['width', 'height', 'top', 'left', 'right', 'bottom'])
const STYLES = ['opacity', 'backgroundColor', ...LENGTHS]
const MOVES = ['translate', 'translateX', 'translateY', 'translateZ', 'translate3d']
const TURNS = ['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY']
const PLAIN = ['scale', 'scaleX', 'scaleY', 'scaleZ', 'scale3d', 'matrix', 'matrix3d']

const withUnit = (unit: string) => (value: unknown) => (typeof value === 'number' ? `${value}${unit}` : value)
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** wx.createAnimation: collects steps; an element's `animation` attribute plays what export() gives. */
export function createAnimation(defaults: Options = {}): Record<string, (...args: unknown[]) => unknown> {
  let steps: Step[] = []
  let current: Step['animates'] = []
  const animation: Record<string, (...args: unknown[]) => unknown> = {
    step(given) {
      const {
        duration = 400,
        timingFunction = 'linear',
        delay = 0,
        transformOrigin = '50% 50% 0',
      } = {
        ...defaults,
        ...(given as Options | undefined),
      }
      steps.push({ animates: current, option: { transformOrigin, transition: { duration, timingFunction, delay } } })
      current = []
      return animation
    },
    export() {
      const actions = steps
      steps = []
      return { actions }
    },
  }
  const add = (name: string, toArgs: (args: unknown[]) => { type: string; args: unknown[] }) => {
    animation[name] = (...args) => {
      current.push(toArgs(args))
      return animation
    }
  }
  for (const name of STYLES) {
    const value = LENGTHS.has(name) ? withUnit('px') : (given: unknown) => given
    add(name, ([given]) => ({ type: 'style', args: [kebab(name), value(given)] }))
  }
  for (const name of MOVES) add(name, (args) => ({ type: name, args: args.map(withUnit('px')) }))
  for (const name of TURNS) add(name, (args) => ({ type: name, args: args.map(withUnit('deg')) }))
  for (const name of PLAIN) add(name, (args) => ({ type: name, args }))
  return animation
}

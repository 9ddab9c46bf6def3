import { type CodeSpace, glassEasel, MiniProgramEnv, type types } from 'glass-easel-miniprogram-adapter'
import { EMPTY_COMPONENT, type ProjectSummary } from '../src/projectSummary.ts'
import { exposeElementsToDom, PhoneBackend } from './backend.ts'
import { registerBuiltins } from './builtins/registerBuiltins.ts'
import type { Caller } from './caller.ts'
import { noteError, noteSetData } from './observations.ts'

type Template = ReturnType<CodeSpace['getCompiledTemplate']> & object
type Definition = Record<string, unknown> & { behaviors?: unknown[]; options?: unknown }

/** Built-in components live under this prefix of ids. */
export const BUILTIN = 'builtin/'

export const backend = new PhoneBackend()
const environment = new MiniProgramEnv()
export const associatedBackend = environment.associateBackend(backend)

/**
 * Makes every component of the project known to the framework and runs all their scripts.
 * @param load runs the script of a component id.
 */
export function defineComponents(
  project: ProjectSummary,
  templates: Record<string, Template>,
  load: (id: string) => void,
): CodeSpace {
  exposeElementsToDom()
  countSetData()
  glassEasel.addGlobalErrorListener((error, method, component) => {
    const name = typeof component === 'string' ? component : (component?.is ?? '')
    noteError(error, `${name} ${method ?? ''}`.trim())
    return false
  })
  glassEasel.addGlobalWarningListener((message) => {
    console.debug(message)
    return false
  })
  const builtins = registerBuiltins(environment.getGlobalCodeSpace())
  const space = environment.createCodeSpace('app', true)
  for (const [tag, definition] of builtins) space.getComponentSpace().setGlobalUsingComponent(tag, definition)
  space.setOverallBehavior(readyBehavior(space))

  for (const { id, config, scopeName } of project.components) {
    space.addComponentStaticConfig(id, config as types.ComponentStaticConfig)
    if (scopeName !== undefined) space.addStyleSheet(id, undefined, scopeName)
    const content = templates[id]
    if (content !== undefined) {
      space.addCompiledTemplate(id, { groupList: templates, content } as unknown as Template)
    }
  }
  space.component(EMPTY_COMPONENT).definition({}).register()
  for (const { id, isPage, hasScript } of project.components) {
    space.componentEnv(id, ({ Page, Component, Behavior }) => {
      Object.assign(globalThis, {
        Page: (definition: Definition) => Page(normalize(withoutOptions(definition), space) as never),
        Component: (definition: Definition) => Component(normalize(definition, space) as never),
        Behavior: (definition: Definition) => Behavior(normalize(definition, space) as never),
      })
      try {
        if (hasScript) load(id)
      } catch (error) {
        noteError(error, id)
      }
      const wasDefined = space.getComponentSpace().getComponentByUrlWithoutDefault(id, '') !== null
      if (!wasDefined && isPage) Page({})
      if (!wasDefined && !isPage) Component({} as never)
    })
  }
  return space
}

/** A page's definition may hold any field; `options` would be taken for component options. */
function withoutOptions({ options: _options, ...definition }: Definition): Definition {
  return definition
}

const FORM_FIELD = { properties: { name: { type: String }, value: { type: null } } }

/** Replaces the behaviors that WeChat names by strings, which the adapter does not know. */
function normalize(definition: Definition, space: CodeSpace): Definition {
  if (!definition.behaviors?.some((behavior) => typeof behavior === 'string')) return definition
  const behaviors = definition.behaviors.flatMap((behavior) => {
    if (typeof behavior !== 'string') return [behavior]
    return behavior === 'wx://form-field'
      ? [
          space
            .behavior()
            .definition(FORM_FIELD as never)
            .register(),
        ]
      : []
  })
  return { ...definition, behaviors }
}

const waitingForReady: glassEasel.GeneralComponent[] = []

/** The framework leaves the `ready` lifetime to its host: it comes after the tree has been laid out, children first. */
function readyBehavior(space: CodeSpace): glassEasel.GeneralBehavior {
  const behavior = space
    .behavior()
    .lifetime('attached', function () {
      const component = (this as unknown as Caller)._$
      if (waitingForReady.length === 0) queueMicrotask(flushReady)
      waitingForReady.push(component)
    })
    .register()
  return (behavior as unknown as { _$: glassEasel.GeneralBehavior })._$
}

/** Fires `ready` now for all that wait; the router calls it before a page's onReady. */
export function flushReady(): void {
  const batch = waitingForReady.splice(0).map((component) => ({ component, depth: depthOf(component) }))
  batch.sort((a, b) => b.depth - a.depth)
  for (const { component } of batch) {
    if (glassEasel.Element.isAttached(component)) component.triggerLifetime('ready', [])
  }
}

function depthOf(component: glassEasel.GeneralComponent): number {
  let depth = 0
  for (let root = component.ownerShadowRoot; root; root = root.getHostNode().ownerShadowRoot) depth += 1
  return depth
}

function countSetData(): void {
  const prototype = glassEasel.Component.prototype as unknown as {
    is: string
    setData(this: glassEasel.GeneralComponent, data: Record<string, unknown>): void
  }
  const setData = prototype.setData
  prototype.setData = function (data) {
    if (!this.is.startsWith(BUILTIN)) noteSetData(this.is, data)
    setData.call(this, data)
  }
}

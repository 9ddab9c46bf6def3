import './observations.ts'
import type { ProjectSummary } from '../src/projectSummary.ts'
import { App, getApp } from './app.ts'
import { hostOf } from './builtins/builtin.ts'
import { completeComponentMethods } from './componentMethods.ts'
import { backend, defineComponents } from './componentSpace.ts'
import { listenForGestures } from './gestures.ts'
import { noteError } from './observations.ts'
import { getCurrentPages, startRouter } from './router.ts'
import { settings } from './settings.ts'
import { openStorage } from './wx/storage.ts'
import { wx } from './wx/wx.ts'
import { previewWxs } from './wxsEvents.ts'

type Compiled = {
  previewProject: ProjectSummary
  previewTemplates(): Parameters<typeof defineComponents>[1]
  previewScripts: { app(): void; components: Record<string, () => void> }
}

/** Highlights what is pressed, where its template gives a hover-class. */
function hoverTracker(): (target: Node | null) => void {
  let pressed: { component: { toggleNodeClass(name: string, on: boolean, layer: number): void }; name: string }[] = []
  return (target) => {
    for (const { component, name } of pressed) component.toggleNodeClass(name, false, 3)
    pressed = []
    for (let at = target; at !== null; at = at.parentNode) {
      const host = at instanceof Element ? hostOf(at) : undefined
      const name = String(host?.props.hoverClass ?? '')
      if (host && name !== '' && name !== 'none' && host.props.disabled !== true) {
        host.component.toggleNodeClass(name, true, 3)
        pressed.push({ component: host.component, name })
        if (host.props.hoverStopPropagation === true) break
      }
    }
  }
}

function boot(): void {
  const compiled = globalThis as unknown as Compiled
  const { previewProject, previewScripts } = compiled
  settings.appId = previewProject.appId
  openStorage(previewProject.appId, settings.openid)
  Object.assign(globalThis, { wx, App, getApp, getCurrentPages, previewWxs })
  completeComponentMethods()
  listenForGestures(backend, hoverTracker())
  try {
    previewScripts.app()
  } catch (error) {
    noteError(error, 'app')
  }
  const space = defineComponents(previewProject, compiled.previewTemplates(), (id) => previewScripts.components[id]?.())
  startRouter(previewProject, space)
  document.documentElement.dataset.ready = 'true'
}

Object.assign(globalThis, { previewBoot: boot })

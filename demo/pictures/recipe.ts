import { paper } from './parts/ground.ts'
import { insideOf, type Vessel } from './parts/vessels.ts'
import type { Scene } from './scene.ts'

/** Draws a dish on its paper, back to front. */
export type Recipe = (scene: Scene) => string

/** Content that is kept inside the vessel's mouth, and may rise above its far side. */
export function served(scene: Scene, vessel: Vessel, content: string, tint?: string): string {
  return `${paper(scene, tint)}${vessel.below}<g ${insideOf(scene, vessel.mouth)}>${content}</g>${vessel.above}`
}

/** Content that lies on a plate or board and may reach over its edge. */
export function plated(scene: Scene, vessel: Vessel, content: string, tint?: string): string {
  return `${paper(scene, tint)}${vessel.below}${content}${vessel.above}`
}

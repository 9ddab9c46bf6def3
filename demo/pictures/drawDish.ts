import { recipes } from './recipes/all.ts'
import { closeScene, openScene } from './scene.ts'

/** A dish without a recipe for its picture; `dish` is its id. */
export class NoRecipe extends Error {
  readonly code = 'NO_RECIPE'
  constructor(readonly dish: string) {
    super(`no picture is drawn for the dish ${dish}`)
  }
}

function paint(dish: string, close?: boolean): string {
  const recipe = recipes[dish]
  if (!recipe) throw new NoRecipe(dish)
  const scene = openScene(dish)
  return closeScene(scene, recipe(scene), close)
}

/** The picture of a dish as an SVG document, 480 × 360; the same dish always gives the same text. Throws NoRecipe. */
export function drawDish(dish: { _id: string }): string {
  return paint(dish._id)
}

const faces: Record<string, string> = {
  pots: 'splitpot',
  sets: 'setfortwo',
  beef: 'beefshank',
  offal: 'tripe',
  balls: 'corianderball',
  greens: 'babycabbage',
  tofu: 'oldtofu',
  noodles: 'beefnoodle',
  snacks: 'crisppork',
  drinks: 'lemontea',
  staples: 'pickles',
}

/** The small square picture of a category: its best known dish, close up. Throws NoRecipe for a category that has none. */
export function drawCategory(category: { _id: string }): string {
  return paint(faces[category._id] ?? category._id, true)
}

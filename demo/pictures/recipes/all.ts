import type { Recipe } from '../recipe.ts'
import { greenPlates } from './greens.ts'
import { meatPlates } from './meats.ts'
import { noodleBowls } from './noodles.ts'
import { offalPlates } from './offal.ts'
import { pastePlates } from './paste.ts'
import { pots } from './pots.ts'
import { tofuPlates } from './tofu.ts'

/** Every picture of the house, by dish id. */
export const recipes: Record<string, Recipe> = {
  ...pots,
  ...meatPlates,
  ...offalPlates,
  ...pastePlates,
  ...greenPlates,
  ...tofuPlates,
  ...noodleBowls,
}

import type { Recipe } from '../recipe.ts'
import { drinkPictures } from './drinks.ts'
import { greenPlates } from './greens.ts'
import { meatPlates } from './meats.ts'
import { noodleBowls } from './noodles.ts'
import { offalPlates } from './offal.ts'
import { pastePlates } from './paste.ts'
import { pots } from './pots.ts'
import { snackPlates } from './snacks.ts'
import { staplePictures } from './staples.ts'
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
  ...snackPlates,
  ...drinkPictures,
  ...staplePictures,
}

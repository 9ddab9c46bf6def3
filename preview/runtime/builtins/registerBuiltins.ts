import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter'
import { type Builtin, defineBuiltin } from './builtin.ts'
import { buttons } from './button.ts'
import { choices } from './choices.ts'
import { containers } from './containers.ts'
import { form } from './form.ts'
import { image } from './image.ts'
import { picker, pickerView } from './picker.ts'
import { pictures } from './pictures.ts'
import { scrollView } from './scrollView.ts'
import { swiper, swiperItem } from './swiper.ts'
import { input, textarea } from './textFields.ts'

const all: Record<string, Builtin> = {
  ...containers,
  ...buttons,
  ...choices,
  ...pictures,
  form,
  image,
  'cover-image': image,
  input,
  textarea,
  picker,
  'picker-view': pickerView,
  'picker-view-column': {},
  'scroll-view': scrollView,
  swiper,
  'swiper-item': swiperItem,
}

/** Defines every built-in tag; returns the framework's definitions by tag. */
export function registerBuiltins(space: CodeSpace): Map<string, glassEasel.GeneralComponentDefinition> {
  return new Map(Object.entries(all).map(([tag, builtin]) => [tag, defineBuiltin(space, tag, builtin)]))
}

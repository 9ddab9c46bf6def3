import type { Scene } from './scene.ts'

interface Noise {
  /** feTurbulence base frequency: one number, or two for a grain with a direction */
  frequency: string
  octaves?: number
  seed?: number
}

/** What a surface does with the one light (from top left): how round its edge is, how wet it shines, what runs through it. */
export interface Material {
  /** px over which the edge rounds off */
  round: number
  /** how strongly the relief takes light and shade; 1 is usual */
  relief?: number
  /** 0 dry … 1 wet */
  gloss?: number
  /** how small and sharp the highlight is */
  shine?: number
  /** unevenness of the surface itself: batter, tripe, crumbs */
  grain?: Noise & { amount: number }
  /** colour that runs through it: fat in meat, oil on broth. More of it the lower `from` (0.3 … 0.7) */
  veins?: Noise & { color: string; from: number; sharp: number }
  /** px that its shadow falls away; 0 for none */
  shadow?: number
}

const turbulence = ({ frequency, octaves = 2, seed = 3 }: Noise, result: string) =>
  `<feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}" result="${result}"/>`

const alphaFromRed = (input: string, times: number, from: number, result: string) =>
  `<feColorMatrix in="${input}" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 ${times} 0 0 0 ${-times * from}" result="${result}"/>`

function veined(veins: Material['veins']): string {
  if (!veins) return ''
  return (
    turbulence(veins, 'vn') +
    alphaFromRed('vn', veins.sharp, veins.from, 'va') +
    `<feFlood flood-color="${veins.color}"/><feComposite in2="va" operator="in"/><feComposite in2="SourceAlpha" operator="in" result="vc"/>` +
    '<feMerge result="base"><feMergeNode in="SourceGraphic"/><feMergeNode in="vc"/></feMerge>'
  )
}

function heights(round: number, grain: Material['grain']): string {
  const soft = `<feGaussianBlur in="SourceAlpha" stdDeviation="${round}" result="${grain ? 'soft' : 'height'}"/>`
  if (!grain) return soft
  return (
    soft +
    turbulence(grain, 'gn') +
    alphaFromRed('gn', 1.6, 0.2, 'ga') +
    `<feComposite in="soft" in2="ga" operator="arithmetic" k1="${grain.amount * 0.42}" k2="${1 - grain.amount * 0.21}" k3="0" k4="0" result="height"/>`
  )
}

/** A filter attribute that gives any silhouette this material under the common light, with its shadow on what lies below. */
export function material(scene: Scene, look: Material): string {
  const { round, relief = 1, gloss = 0.5, shine = 24, grain, veins, shadow = 3 } = look
  const filter = scene.define(`material ${JSON.stringify(look)}`, (id) => {
    const scale = round * 2.2 * relief
    const light = '<feDistantLight azimuth="225" elevation="52"/>'
    const falling =
      shadow > 0
        ? `<feGaussianBlur in="SourceAlpha" stdDeviation="${shadow * 0.7}"/><feOffset dx="${shadow * 0.7}" dy="${shadow}"/>` +
          '<feColorMatrix values="0 0 0 0 .2 0 0 0 0 .05 0 0 0 0 .01 0 0 0 .46 0" result="fall"/>'
        : ''
    return (
      `<filter id="${id}" x="-40%" y="-40%" width="190%" height="200%" color-interpolation-filters="sRGB">` +
      veined(veins) +
      heights(round, grain) +
      `<feDiffuseLighting in="height" surfaceScale="${scale}" diffuseConstant="1.27" lighting-color="#fffaf0">${light}</feDiffuseLighting>` +
      // Shade on food is warm: red keeps more of its light than blue does.
      '<feColorMatrix values=".66 0 0 0 .33 0 .78 0 0 .19 0 0 .86 0 .1 0 0 0 1 0" result="lit"/>' +
      `<feComposite in="${veins ? 'base' : 'SourceGraphic'}" in2="lit" operator="arithmetic" k1="1" k2="0" k3="0" k4="0" result="body"/>` +
      `<feSpecularLighting in="height" surfaceScale="${scale}" specularConstant="${gloss * 1.25}" specularExponent="${shine * 2.6}" lighting-color="#fffdf5" result="spark">${light}</feSpecularLighting>` +
      '<feComposite in="body" in2="spark" operator="arithmetic" k1="0" k2="1" k3="1" k4="0"/><feComposite in2="SourceAlpha" operator="in" result="whole"/>' +
      falling +
      `<feMerge>${falling ? '<feMergeNode in="fall"/>' : ''}<feMergeNode in="whole"/></feMerge></filter>`
    )
  })
  return `filter="${filter}"`
}

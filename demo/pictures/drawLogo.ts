import { material } from './material.ts'
import { broth, broths } from './parts/broth.ts'
import { openScene, radial } from './scene.ts'

/** The sign of the house, 240 × 240: a red seal with a steaming split pot. */
export function drawLogo(): string {
  const scene = openScene('logo')
  const seal = radial(
    scene,
    [
      [0, '#ea4c30'],
      [0.6, '#d2301a'],
      [1, '#a31d0d'],
    ],
    [0.35, 0.28, 0.85],
  )
  const mouth = { x: 120, y: 132, rx: 66, ry: 34 }
  const red = broth(scene, mouth, { ...broths.tallow, bubbles: 5 })
  const pale = broth(scene, mouth, { ...broths.milky, bubbles: 5 }, 'M124 94C92 116 148 146 116 170H200V94Z')
  const steam = [88, 120, 152]
    .map(
      (x, i) =>
        `<path d="M${x} ${86 - (i % 2) * 6}c-13 -15 13 -25 0 -42" fill="none" stroke="#fff4dc" stroke-width="9" stroke-linecap="round"/>`,
    )
    .join('')
  const body =
    `<rect x="10" y="10" width="220" height="220" rx="52" fill="${seal}"/><rect x="20" y="20" width="200" height="200" rx="43" fill="none" stroke="#ffe9c7" stroke-width="4" opacity=".75"/>${steam}` +
    `<g ${material(scene, { round: 4, gloss: 0.8, shadow: 6 })}><path d="M36 126h20v18h-20zM184 126h20v18h-20z" fill="#c98a36"/><path d="M46 132c0 44 26 68 52 68h44c26 0 52 -24 52 -68z" fill="#d99a3f"/><ellipse cx="120" cy="132" rx="74" ry="40" fill="#f0c36c"/></g>` +
    `${red}${pale}<path d="M124 98C92 118 148 146 116 166" fill="none" stroke="#f0c36c" stroke-width="6" stroke-linecap="round"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 240 240"><defs>${scene.definitions()}</defs>${body}</svg>`
}

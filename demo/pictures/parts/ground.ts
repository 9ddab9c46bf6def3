import { n } from '../geometry.ts'
import { blur, HEIGHT, radial, type Scene, WIDTH } from '../scene.ts'

/** Warm rice paper, bright where the light comes from. */
export function paper(scene: Scene, tint = '#f0dfc6'): string {
  const fill = radial(
    scene,
    [
      [0, '#fffaf2'],
      [0.55, '#faf1e3'],
      [1, tint],
    ],
    [0.25, 0.15, 1.05],
  )
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="${fill}"/>`
}

/** The soft shadow of something standing on the table, falling away from the light. */
export function castShadow(scene: Scene, x: number, y: number, rx: number, ry: number, strength = 0.42): string {
  const soft = blur(scene, 11)
  const tight = blur(scene, 4)
  return (
    `<ellipse cx="${n(x + 16)}" cy="${n(y + 14)}" rx="${n(rx)}" ry="${n(ry)}" fill="#5a2c12" opacity="${strength}" filter="${soft}"/>` +
    `<ellipse cx="${n(x + 4)}" cy="${n(y + 5)}" rx="${n(rx * 0.97)}" ry="${n(ry * 0.97)}" fill="#3d1a08" opacity="${strength}" filter="${tight}"/>`
  )
}

/** Wisps of steam rising from a hot dish. */
export function steam(scene: Scene, x: number, y: number, width: number): string {
  const soft = blur(scene, 6)
  const wisp = (at: number, height: number, lean: number, opacity: number) =>
    `<path d="M${n(at)} ${n(y)}c${n(-18 - lean)} ${n(-height * 0.3)} ${n(20 + lean)} ${n(-height * 0.5)} ${n(lean)} ${n(-height)}" fill="none" stroke="#fff" stroke-width="13" stroke-linecap="round" opacity="${opacity}" filter="${soft}"/>`
  const { random } = scene
  return (
    wisp(x - width * 0.3, random.between(70, 95), random.sway(8), 0.3) +
    wisp(x + width * 0.02, random.between(85, 115), random.sway(8), 0.36) +
    wisp(x + width * 0.34, random.between(60, 90), random.sway(8), 0.26)
  )
}

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'

const ink = '#756C63'
const chili = '#D2301A'

/** Line drawings on a 24-unit square; `on` ones are filled. */
const drawings = {
  menu: '<path d="M3.5 11h17a8.5 8.5 0 0 1-5 7.7V20h-7v-1.3a8.5 8.5 0 0 1-5-7.7Z"/><path class="steam" d="M9 8c-1-1.2 1-2.2 0-3.6M13 8c-1-1.2 1-2.2 0-3.6M17 8c-1-1.2 1-2.2 0-3.6"/>',
  orders:
    '<path d="M5.5 3.5h13v17l-2.2-1.5-2.1 1.5-2.2-1.5-2.2 1.5-2.1-1.5-2.2 1.5Z"/><path class="mark" d="M9 8.5h6M9 12h6"/>',
  me: '<circle cx="12" cy="8" r="4.2"/><path d="M4 20.3c.6-4 3.8-6.3 8-6.3s7.4 2.3 8 6.3Z"/>',
} as const

/**
 * Draws the tab bar's icons, 81 px square as WeChat advises, `<name>.png` and `<name>-on.png`, into a folder.
 * @returns the paths written.
 */
export async function drawTabIcons(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const written: string[] = []
  for (const [name, shapes] of Object.entries(drawings)) {
    for (const on of [false, true]) {
      const file = path.join(folder, `${name}${on ? '-on' : ''}.png`)
      await sharp(Buffer.from(svg(shapes, on)))
        .png({ compressionLevel: 9, palette: true })
        .toFile(file)
      written.push(file)
    }
  }
  return written
}

function svg(shapes: string, on: boolean): string {
  const color = on ? chili : ink
  const style = `path,circle{fill:${on ? color : 'none'};stroke:${color};stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}.steam{fill:none}.mark{stroke:${on ? '#fff' : color};fill:none}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="81" height="81" viewBox="0 0 24 24"><style>${style}</style>${shapes}</svg>`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await drawTabIcons(path.join(import.meta.dirname, '../miniprogram/icons'))
}

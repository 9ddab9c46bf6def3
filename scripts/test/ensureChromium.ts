import { existsSync } from 'node:fs'
import { findChromium } from '@yundian/preview'
import { runStep } from './runStep.ts'

const packages = ['chromium', 'fonts-noto-cjk']

/**
 * Finds a Chromium for the browser tests, or installs Debian's, with a Chinese font, where that is possible.
 * @throws Error that says what to do, when there is none and none can be installed
 */
export async function ensureChromium(say: (line: string) => void): Promise<void> {
  const found = findChromium()
  if (found) return say(`using ${found}`)
  const canInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  if (!canInstall) {
    throw new Error('The browser tests need Chromium or Chrome: install one, or name it in CHROMIUM_PATH')
  }
  say(`no Chromium here; installing ${packages.join(' and ')} with apt-get`)
  await runStep('apt-get', ['-qq', 'update'])
  await runStep('apt-get', ['-qq', 'install', '--yes', '--no-install-recommends', ...packages])
  const installed = findChromium()
  if (!installed) throw new Error('apt-get did not bring a Chromium; install one, or name it in CHROMIUM_PATH')
  say(`using ${installed}`)
}

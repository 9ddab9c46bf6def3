import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../../scripts/root.ts'
import type { Mutant } from './mutant.ts'

export interface Outcome {
  ok: boolean
  output: string
}

/** A copy of the project, in which one bug at a time is put in and taken out again. */
export interface Workshop {
  /** @throws Error when the text is not there exactly once: then the patch must be renewed */
  apply(mutant: Mutant): void
  /** Puts the file back. */
  mend(mutant: Mutant): void
  /** Runs a command of the project's packages in the copy. */
  run(command: string, args: string[]): Promise<Outcome>
  close(): void
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of files.toString().split('\0')) if (file !== '') copy(file, folder)
  linkPackages(folder)
  const originals = new Map<string, string>()
  return {
    apply({ name, file, old, young }) {
      const original = readFileSync(join(folder, file), 'utf8')
      const parts = original.split(old)
      if (parts.length !== 2) throw new Error(`"${name}" fits ${file} ${parts.length - 1} times instead of once`)
      originals.set(file, original)
      writeFileSync(join(folder, file), parts.join(young))
    },
    mend({ file }) {
      const original = originals.get(file)
      if (original !== undefined) writeFileSync(join(folder, file), original)
    },
    run: (command, args) => runIn(folder, command, args),
    close: () => rmSync(folder, { recursive: true }),
  }
}

function copy(file: string, folder: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  cpSync(join(root, file), join(folder, file))
}

/** All packages are the project's own, but its workspaces are those of the copy. */
function linkPackages(folder: string): void {
  const packages = join(root, 'node_modules')
  const own = join(folder, 'node_modules')
  mkdirSync(join(own, '@yundian'), { recursive: true })
  for (const name of readdirSync(packages)) {
    if (name !== '@yundian') symlinkSync(join(packages, name), join(own, name))
  }
  for (const name of readdirSync(join(packages, '@yundian'))) {
    symlinkSync(join('../..', name), join(own, '@yundian', name))
  }
}

function runIn(folder: string, command: string, args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(folder, 'node_modules/.bin', command), args, { cwd: folder, env: plainEnvironment() })
    let output = ''
    const take = (text: Buffer) => {
      output += text.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/** Without colours, so that the output can be read. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
}

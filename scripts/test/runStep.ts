import { spawn } from 'node:child_process'
import { root } from '../root.ts'

/** Runs a command with its output shown. @returns true when it ended well */
export function runStep(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}

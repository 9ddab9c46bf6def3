import type { FunctionDeclaration } from '../project/project.ts'

/** Of the machine's variables a function sees only these: in the cloud it would not see the developer's either. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SystemRoot']

/** The environment of a function's worker processes, without what belongs to one call. Functions run in UTC. */
export function workerEnvironment(
  declaration: FunctionDeclaration,
  sdkEnvironment: Record<string, string>,
): Record<string, string> {
  const machine = PASSED_ON.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(machine),
    TZ: 'UTC',
    SCF_FUNCTIONNAME: declaration.name,
    ...declaration.env,
    ...sdkEnvironment,
  }
}

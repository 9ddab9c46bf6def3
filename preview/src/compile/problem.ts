/** A defect in the mini-program's own sources, placed for the person who must mend it. `line` counts from 1. */
export type Problem = { file: string; line?: number; column?: number; message: string }

/** Thrown when the project cannot be compiled at all; carries every defect found so far. */
export class CompileError extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'CompileError'
    this.problems = problems
  }
}

/** One line: `file:line:column message`. */
export function describeProblem({ file, line, column, message }: Problem): string {
  const place = line === undefined ? file : column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`
  return `${place} ${message}`
}

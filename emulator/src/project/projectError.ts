/** A project that cannot be loaded: `message` is one line that names the file and the field, and is all a user needs. */
export class ProjectError extends Error {
  constructor(
    readonly file: string,
    readonly field: string,
    readonly fact: string,
  ) {
    super(field === '' ? `${file}: ${fact}` : `${file}: ${field} ${fact}`)
    this.name = 'ProjectError'
  }
}

/** A posted form. Line ends come as `\n`, whatever the browser made of them. */
export class Form {
  private readonly fields: URLSearchParams

  constructor(body: string) {
    this.fields = new URLSearchParams(body)
  }

  /** The field's text; empty when it was not sent. */
  text(name: string): string {
    return (this.fields.get(name) ?? '').replaceAll('\r\n', '\n')
  }

  /** The fields whose names begin with `prefix`, by the rest of their names. */
  withPrefix(prefix: string): Map<string, string> {
    const found = new Map<string, string>()
    for (const name of this.fields.keys()) {
      if (name.startsWith(prefix)) found.set(name.slice(prefix.length), this.text(name))
    }
    return found
  }
}

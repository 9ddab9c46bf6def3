import type { Cloud } from '../index.ts'

export interface Loaded {
  status: number
  /** The address after redirects, below the origin. */
  path: string
  html: string
}

/** What a browser does with the console, without one: follows redirects and posts a page's forms with their hidden fields. */
export class TestBrowser {
  constructor(private readonly cloud: Cloud) {}

  async open(path: string): Promise<Loaded> {
    return this.loaded(await fetch(this.cloud.url + path))
  }

  /** Posts to `path` what a form of `page` holds, with some fields typed over. */
  async submit(page: Loaded, action: string, typed: Record<string, string> = {}): Promise<Loaded> {
    const form = page.html
      .split('<form')
      .map((part) => part.split('</form>')[0] ?? '')
      .find((part) => unescaped(/action="([^"]*)"/.exec(part)?.[1] ?? '').includes(action))
    if (form === undefined) throw new Error(`no form posts to ${action}`)
    const fields = new URLSearchParams()
    for (const [, attributes = ''] of form.matchAll(/<input ([^>]*)>/g)) {
      const name = /name="([^"]*)"/.exec(attributes)?.[1]
      if (name !== undefined) fields.set(unescaped(name), unescaped(/value="([^"]*)"/.exec(attributes)?.[1] ?? ''))
    }
    for (const [name, value] of Object.entries(typed)) fields.set(name, value)
    return this.post(unescaped(/action="([^"]*)"/.exec(form)?.[1] ?? ''), fields)
  }

  async post(path: string, fields: URLSearchParams, headers: Record<string, string> = {}): Promise<Loaded> {
    const sent = { origin: this.cloud.url, ...headers }
    return this.loaded(await fetch(this.cloud.url + path, { method: 'POST', body: fields, headers: sent }))
  }

  private async loaded(answer: Response): Promise<Loaded> {
    const { pathname, search } = new URL(answer.url)
    return { status: answer.status, path: pathname + search, html: await answer.text() }
  }
}

/** The text of escaped markup. */
export function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** The text of the page's box with that id or name. */
export function boxText(page: Loaded, name: string): string {
  const text = new RegExp(`<textarea [^>]*name="${name}"[^>]*>\\n([^]*?)</textarea>`).exec(page.html)?.[1]
  if (text === undefined) throw new Error(`no box ${name}`)
  return unescaped(text)
}

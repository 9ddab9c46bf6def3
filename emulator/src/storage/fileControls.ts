import { CloudError } from '../cloudError.ts'
import type { ControlCall } from '../control/controlApi.ts'
import { text, wholeNumber } from '../control/input.ts'
import { ADDRESS_MAX_AGE_SECONDS, LIST_MAX } from './limits.ts'
import type { StorageService } from './openStorage.ts'

/** What the control API knows of stored files, free of their rights. */
export function fileControls({ files, addresses }: StorageService): Record<string, ControlCall> {
  return {
    'GET /files': (_, query) => {
      const [prefix, after] = [query.get('prefix') ?? '', query.get('after') ?? '']
      const limit = query.has('limit') ? { limit: Number(query.get('limit')) } : {}
      return files.list({ prefix, after, limit: wholeNumber(limit, 'limit', LIST_MAX, 1, LIST_MAX) })
    },
    'POST /files/address': (body) => {
      const path = text(body, 'path')
      if (files.find(path) === undefined) throw nonexistent(path)
      const maxAge = wholeNumber(body, 'maxAge', ADDRESS_MAX_AGE_SECONDS, 1, ADDRESS_MAX_AGE_SECONDS)
      return { ok: true, address: addresses.temporary(path, maxAge) }
    },
    'POST /files/delete': async (body) => {
      const path = text(body, 'path')
      if (!(await files.delete(path))) throw nonexistent(path)
      return { ok: true }
    },
  }
}

const nonexistent = (path: string) => new CloudError('STORAGE_FILE_NONEXIST', `There is no file ${path}`)

import { CloudError } from '../cloudError.ts'
import { type ClientIdentity, ownerId } from '../identity/clientIdentity.ts'
import type { Action } from '../server/adminDoor.ts'
import { fileIdOf, pathRefusal, readFileId } from './filePath.ts'
import { ADDRESS_MAX_AGE_SECONDS, BATCH_MAX } from './limits.ts'
import type { StorageService } from './openStorage.ts'
import type { Storage, StoredFile } from './storage.ts'
import type { FileOperation } from './storageRules.ts'

type Params = Record<string, unknown>

/** What became of one file of a request: the platform answers each by itself. */
class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/**
 * The actions `storage.*` of servers and clients, by name. A client (`requester.client`) is kept to the storage's
 * rules; everybody else may do everything. Each file of a batch has its own `code`: SUCCESS, STORAGE_FILE_NONEXIST,
 * STORAGE_EXCEED_AUTHORITY, INVALIID_ENV (the platform's spelling).
 */
export function storageActions({ files: storage, rules, addresses }: StorageService): Record<string, Action> {
  const permit = async (client: ClientIdentity | undefined, operation: FileOperation, path: string) => {
    if (client === undefined) return
    const { owner } = storage.find(path) ?? { owner: ownerId(client) }
    const refusal = await rules.refusal(client, operation, { path, owner })
    if (refusal !== undefined) throw new Refused('STORAGE_EXCEED_AUTHORITY', `Permission denied. ${refusal}`)
  }

  const permitted = async (client: ClientIdentity | undefined, operation: FileOperation, fileId: string) => {
    const path = pathOf(fileId, storage.envId)
    await permit(client, operation, path)
    return existing(storage, path)
  }

  return {
    'storage.getUploadMetadata': async ({ path }, { client }) => {
      const refusal = pathRefusal(path)
      if (refusal !== undefined) throw new CloudError('INVALID_PARAM', `path: ${refusal}`)
      const key = path as string
      await permit(client, 'write', key).catch(asWhole)
      const fileId = fileIdOf(storage.envId, key)
      const { authorization, token } = addresses.permitUpload(key, client && ownerId(client))
      const cosFileId = Buffer.from(fileId).toString('base64')
      const download_url = addresses.permanent(key)
      return { data: { url: addresses.upload(key), token, authorization, fileId, cosFileId, download_url } }
    },

    'storage.batchGetDownloadUrl': async (params, { client }) => ({
      data: {
        download_list: await each(listOf(params, 'file_list'), async (entry) => {
          const { fileid, max_age, url_type } = entry as Params
          const fileID = String(fileid)
          return outcome({ fileID, tempFileURL: '', download_url: '' }, async () => {
            const { path } = await permitted(client, 'read', fileID)
            const maxAge = typeof max_age === 'number' && max_age > 0 ? max_age : ADDRESS_MAX_AGE_SECONDS
            const address = rules.isPublic ? addresses.permanent(path) : addresses.temporary(path, maxAge)
            // The SDKs encode every other address themselves.
            const url = url_type === 'COS_URL' ? new URL(address).href : address
            return { fileID, tempFileURL: url, download_url: url, maxAge }
          })
        }),
      },
    }),

    'storage.batchDeleteFile': async (params, { client }) => ({
      data: {
        delete_list: await each(listOf(params, 'fileid_list'), (fileid) => {
          const fileID = String(fileid)
          return outcome({ fileID }, async () => {
            const { path } = await permitted(client, 'write', fileID)
            await storage.delete(path)
            return { fileID }
          })
        }),
      },
    }),

    'storage.batchCopyFile': async (params, { client }) => ({
      data: {
        copy_list: await each(listOf(params, 'file_list'), (entry) => {
          const { src_path, dst_path, overwrite, remove_original } = entry as Params
          return outcome({}, async () => {
            const [from, to] = [checkedPath(src_path), checkedPath(dst_path)]
            await permit(client, remove_original === true ? 'write' : 'read', from)
            if (remove_original === true) await permit(client, 'read', from)
            await permit(client, 'write', to)
            existing(storage, from)
            if (overwrite === false && storage.find(to) !== undefined) {
              throw new Refused('STORAGE_REQUEST_FAIL', `There is a file ${to} already`)
            }
            const copied = await storage.copy(from, to)
            if (copied !== undefined && remove_original === true) await storage.delete(from)
            return { fileId: fileIdOf(storage.envId, to) }
          })
        }),
      },
    }),
  }
}

/**
 * `storage.getFileAuthority`, for servers: what the user that a function works for may do with files.
 * `{openId?, uid?, loginType?, fileList: [{path: <file id>, type: READ|WRITE|READWRITE}]}`
 */
export function fileAuthorityAction({ files: storage, rules }: StorageService): Action {
  return async (params) => {
    const client = clientOf(params)
    const data = await each(listOf(params, 'fileList'), async (entry) => {
      const { path: fileId, type } = entry as Params
      const path = pathOf(String(fileId), storage.envId)
      const { owner } = storage.find(path) ?? {}
      const may = async (operation: FileOperation) =>
        (await rules.refusal(client, operation, { path, owner })) === undefined
      return {
        path: fileId,
        cosFileId: Buffer.from(String(fileId)).toString('base64'),
        read: type !== 'WRITE' && (await may('read')),
        write: type !== 'READ' && (await may('write')),
      }
    }).catch(asWhole)
    return { data }
  }
}

function clientOf({ openId, uid, loginType }: Params): ClientIdentity {
  if (typeof openId === 'string' && openId !== '') return { kind: 'miniProgram', openid: openId }
  if (typeof uid !== 'string' || uid === '') throw new CloudError('INVALID_PARAM', 'openId or uid is missing')
  return { kind: 'web', uid, loginType: loginType === 'ANONYMOUS' || loginType === 'USERNAME' ? loginType : 'CUSTOM' }
}

function listOf(params: Params, name: string): unknown[] {
  const list = params[name]
  if (!Array.isArray(list) || list.length === 0)
    throw new CloudError('INVALID_PARAM', `${name} must be a list of files`)
  if (list.length > BATCH_MAX) throw new CloudError('INVALID_PARAM', `${name} has more than ${BATCH_MAX} files`)
  const isFile = (entry: unknown) =>
    name === 'fileid_list' ? typeof entry === 'string' : typeof entry === 'object' && entry !== null
  if (!list.every(isFile)) throw new CloudError('INVALID_PARAM', `${name} has an entry that names no file`)
  return list
}

/** One after the other: a batch may name a file twice. */
async function each<Entry, Answer>(list: Entry[], act: (entry: Entry) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const entry of list) answers.push(await act(entry))
  return answers
}

async function outcome(nothing: Params, act: () => Promise<Params>): Promise<Params> {
  try {
    return { code: 'SUCCESS', ...(await act()) }
  } catch (error) {
    if (error instanceof Refused) return { ...nothing, code: error.code, message: error.message }
    throw error
  }
}

/** A refusal of a request that is about one file only. */
function asWhole(error: unknown): never {
  throw error instanceof Refused ? new CloudError(error.code, error.message) : error
}

function pathOf(fileId: string, envId: string): string {
  const meant = readFileId(fileId, envId)
  if (meant === 'otherEnvironment') throw new Refused('INVALIID_ENV', `${fileId} is of another environment`)
  if (meant === 'nothing') throw new Refused('STORAGE_FILE_NONEXIST', `There is no file ${fileId}`)
  return meant.path
}

function existing(storage: Storage, path: string): StoredFile {
  const file = storage.find(path)
  if (file === undefined) throw new Refused('STORAGE_FILE_NONEXIST', `There is no file ${path}`)
  return file
}

function checkedPath(path: unknown): string {
  const refusal = pathRefusal(path)
  if (refusal !== undefined) throw new Refused('INVALID_PARAM', `path: ${refusal}`)
  return path as string
}

import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { FileAddresses } from './fileAddresses.ts'
import { Signer } from './signer.ts'
import { Storage } from './storage.ts'
import type { StorageRules } from './storageRules.ts'

/** Cloud storage as the rest of the local cloud sees it. */
export interface StorageService {
  /** The files themselves, free of rights. */
  files: Storage
  /** What clients may do with them. */
  rules: StorageRules
  /** Web addresses of files and permits to upload. */
  addresses: FileAddresses
}

interface StorageOptions {
  envId: string
  /** The local cloud's own address, without a slash at its end. */
  origin: string
  folder: string
  clock: Clock
  database: Database
  rules: StorageRules
}

/** Opens the stored files of a folder. Throws what the disk throws. */
export async function openStorage(options: StorageOptions): Promise<StorageService> {
  const { envId, origin, folder, clock, database, rules } = options
  const files = await Storage.open({ envId, clock, database, folder })
  const addresses = new FileAddresses({ envId, origin, clock, signer: await Signer.open(database) })
  return { files, rules, addresses }
}

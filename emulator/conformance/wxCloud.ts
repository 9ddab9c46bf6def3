/** The part of wx-server-sdk that the suite uses; the package's own types leave most of it out. */
export interface WxCloud {
  init(options: { env: string }): void
  createNewInstance(options: { env: string; headers: Record<string, string> }): WxCloud
  database(): WxDatabase
  uploadFile(file: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string; statusCode: number }>
  downloadFile(file: { fileID: string }): Promise<{ fileContent: Buffer; statusCode: number }>
  getTempFileURL(list: { fileList: (string | { fileID: string; maxAge: number })[] }): Promise<{ fileList: WxFile[] }>
  deleteFile(list: { fileList: string[] }): Promise<{ fileList: WxFile[] }>
  callFunction(call: { name: string; data?: object }): Promise<{ result: unknown; requestID: string; errMsg: string }>
}

export interface WxDatabase {
  command: WxCommand
  serverDate(options?: { offset: number }): unknown
  collection(name: string): WxCollection
  startTransaction(): Promise<WxTransaction>
  runTransaction<Answer>(run: (t: WxTransaction) => Promise<Answer>, times?: number): Promise<Answer>
}

export interface WxCommand {
  inc(n: number): unknown
  gt(value: unknown): unknown
  gte(value: unknown): unknown
  exists(is: boolean): unknown
}

export interface WxTransaction {
  collection(name: string): WxCollection
  commit(): Promise<unknown>
  rollback(reason?: unknown): Promise<unknown>
}

export interface WxCollection extends WxQuery {
  add(body: { data: object }): Promise<WxAnswer>
  doc(id: string): WxDocument
  where(condition: object): WxQuery
}

export interface WxQuery {
  orderBy(field: string, order: 'asc' | 'desc'): WxQuery
  skip(n: number): WxQuery
  limit(n: number): WxQuery
  field(fields: Record<string, boolean>): WxQuery
  get(): Promise<WxAnswer>
  count(): Promise<WxAnswer>
  update(change: { data: object }): Promise<WxAnswer>
  remove(): Promise<WxAnswer>
}

export interface WxDocument {
  get(): Promise<WxAnswer>
  update(change: { data: object }): Promise<WxAnswer>
  set(body: { data: object }): Promise<WxAnswer>
  remove(): Promise<WxAnswer>
}

/** What became of one file of a list; `status` 0 is success. */
interface WxFile {
  fileID: string
  status: number
  errMsg: string
  tempFileURL?: string
}

type WxAnswer = { [field: string]: unknown }

// Limits of cloud storage. Sources: docs.cloudbase.net/storage (naming, temporary links, copying), COS "PUT Object" and,
// where it says so, choices of the local cloud.

/** Bytes of a file's path in UTF-8. Source: WeChat, wxcloud/guide/storage/naming, "850 bytes". */
export const PATH_MAX_BYTES = 850
/** Files that one request names. Source: docs.cloudbase.net/storage, "at most 50 at a time". */
export const BATCH_MAX = 50
/** Bytes of one upload. Source: COS, "PUT Object": 5 GB in a single request. */
export const FILE_MAX_BYTES = 5 * 1024 ** 3
/** Seconds that a temporary address holds, unless asked otherwise and at most. Source: WeChat, getTempFileURL, "one day". */
export const ADDRESS_MAX_AGE_SECONDS = 24 * 60 * 60
/** Choice of the local cloud: time within which an upload must begin after it was permitted. */
export const UPLOAD_BEGINS_WITHIN_MS = 15 * 60_000
/** Choice of the local cloud: bytes of all fields of an upload's form, the file aside. */
export const FORM_FIELDS_MAX_BYTES = 64 * 1024
/** Choice of the local cloud: files that one page of a listing has at most. */
export const LIST_MAX = 1000

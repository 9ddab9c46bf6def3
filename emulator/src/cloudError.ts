/** An answer that the real service gives as `{ code, message }`: expected by SDKs, never a bug of the local cloud. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'CloudError'
  }
}

/** Not an answer: the connection of a request is to be cut without one. */
export class ConnectionLost extends Error {
  constructor() {
    super('the connection is lost')
    this.name = 'ConnectionLost'
  }
}

// @ts-check
// A thread of a worker process that ends it when the local cloud is gone, however the cloud ended and whatever the
// function is doing: a function that spins keeps its main thread from hearing that the channel has closed.
import { Socket } from 'node:net'
import { workerData } from 'node:worker_threads'

/** A pipe that the local cloud holds open and never writes to; the system closes it with the cloud. */
const lifeline = new Socket({ fd: workerData, readable: true, writable: false })
lifeline.on('error', () => {})
lifeline.once('close', () => process.kill(process.pid, 'SIGKILL'))
lifeline.resume()

export * from './documents.ts'
export * from './parseInput.ts'
export * from './replies.ts'
export * from './requests.ts'

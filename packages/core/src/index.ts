export * from './action.ts'
export * from './errors.ts'
export * from './journal.ts'
export type * from './ports.ts'

// Signed addresses on the storage host: for logs, artifact downloads and uploads. They need no token and end soon.
import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

const minute = 60_000

export interface Upload {
  blocks: Map<string, Buffer>
  content: Buffer | null
}

export interface Signed {
  expiresAt: number
  /** What a GET answers. */
  read?: { content: Buffer; contentType: string; filename: string | null }
  /** Where a PUT goes. */
  upload?: Upload
}

/** Where signed addresses are kept. */
interface Storage {
  storageUrl: string
  /** By their signature. */
  signed: Map<string, Signed>
  clock: Clock
}

/** A fresh address for a piece of storage, valid for a minute unless told otherwise. */
export function signedAddress(
  storage: Storage,
  path: string,
  signed: Omit<Signed, 'expiresAt'>,
  lifetime = minute,
): string {
  const signature = randomBytes(16).toString('hex')
  storage.signed.set(signature, { ...signed, expiresAt: storage.clock.now() + lifetime })
  const until = new Date(storage.clock.now() + lifetime).toISOString()
  return `${storage.storageUrl}/${path}?se=${encodeURIComponent(until)}&sig=${signature}`
}

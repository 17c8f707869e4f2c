// Signed addresses on the storage host: for logs, artifact downloads and uploads. They need no token and end soon.
import { randomBytes } from 'node:crypto'
import type { World } from './world.ts'

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

/** A fresh address for a piece of storage, valid for a minute unless told otherwise. */
export function signedAddress(
  world: World,
  path: string,
  signed: Omit<Signed, 'expiresAt'>,
  lifetime = minute,
): string {
  const signature = randomBytes(16).toString('hex')
  world.signed.set(signature, { ...signed, expiresAt: world.clock.now() + lifetime })
  const until = new Date(world.clock.now() + lifetime).toISOString()
  return `${world.storageUrl}/${path}?se=${encodeURIComponent(until)}&sig=${signature}`
}

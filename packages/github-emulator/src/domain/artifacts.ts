// Artifacts of workflow runs: uploaded through the results service, listed and downloaded through REST.
import { createHash } from 'node:crypto'
import type { Artifact } from './model.ts'
import { nextId, type World } from './world.ts'

const ninetyDays = 90 * 86_400_000

export function newArtifact(
  world: World,
  input: {
    id?: number | undefined
    name: string
    runId: number
    content: Buffer
    createdAt?: number
    mimeType: string
  },
): Artifact {
  const createdAt = input.createdAt ?? world.clock.now()
  return {
    id: input.id ?? nextId(world),
    name: input.name,
    runId: input.runId,
    size: input.content.length,
    digest: `sha256:${createHash('sha256').update(input.content).digest('hex')}`,
    createdAt,
    expiresAt: createdAt + ninetyDays,
    deleted: false,
    mimeType: input.mimeType,
    content: input.content,
  }
}

// The Actions results service (Twirp, protobuf JSON): what @actions/artifact talks to.
import { newArtifact } from '../domain/artifacts.ts'
import type { Artifact, Repository } from '../domain/model.ts'
import { signedAddress, type Upload } from '../domain/storage.ts'
import type { World } from '../domain/world.ts'
import { presentedToken, readBody, render, send, type Exchange } from '../http/exchange.ts'
import { applyBefore, faultAnswer, preventsEffect, sendFaulty } from '../http/fault-effects.ts'
import type { Answer } from '../http/answer.ts'
import { readRuntimeToken, type RuntimeClaims } from './runtime-token.ts'

const hour = 3_600_000
const service = '/twirp/github.actions.results.api.v1.ArtifactService/'

interface Asked {
  world: World
  repository: Repository
  claims: RuntimeClaims
  body: Record<string, unknown>
}

function twirpError(status: number, code: string, msg: string): Answer {
  return { status, body: { code, msg } }
}

/** The repository of a run: the one named in the token, the one that has the run, else the world's first. */
function repositoryOf(world: World, claims: RuntimeClaims): Repository | undefined {
  const named =
    claims.repository === null ? undefined : world.repositories.get(claims.repository.toLowerCase())
  if (named) return named
  for (const repository of world.repositories.values())
    if (repository.runs.has(claims.runId)) return repository
  return [...world.repositories.values()].find(
    (repository) => repository.renamedTo === null && !repository.missing,
  )
}

/** StringValue and Int64Value come as plain values in protobuf JSON. */
function plain(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : undefined
}

function ofRun({ repository, claims }: Asked): Artifact[] {
  return [...repository.artifacts.values()].filter(
    (artifact) => artifact.runId === claims.runId && !artifact.deleted,
  )
}

function uploadKey({ repository, claims, body }: Asked): string {
  return `${repository.id}/${claims.runId}/${plain(body['name']) ?? ''}`
}

const pending = new WeakMap<
  World,
  Map<string, { upload: Upload; mimeType: string; expiresAt: number | null }>
>()

function pendingOf(world: World) {
  const known = pending.get(world)
  if (known) return known
  const fresh = new Map<string, { upload: Upload; mimeType: string; expiresAt: number | null }>()
  pending.set(world, fresh)
  return fresh
}

function createArtifact(asked: Asked): Answer {
  const { world, body } = asked
  const name = plain(body['name']) ?? ''
  if (ofRun(asked).some((artifact) => artifact.name === name) || pendingOf(world).has(uploadKey(asked)))
    return twirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run')
  const upload: Upload = { blocks: new Map(), content: null }
  const expiry = Date.parse(plain(body['expires_at'] ?? body['expiresAt']) ?? '')
  const mimeType = plain(body['mime_type'] ?? body['mimeType']) ?? 'application/zip'
  pendingOf(world).set(uploadKey(asked), {
    upload,
    mimeType,
    expiresAt: Number.isNaN(expiry) ? null : expiry,
  })
  return {
    status: 200,
    body: {
      ok: true,
      signed_upload_url: signedAddress(world, `artifacts/${encodeURIComponent(name)}`, { upload }, hour),
    },
  }
}

function finalizeArtifact(asked: Asked): Answer {
  const { world, repository, claims, body } = asked
  const name = plain(body['name']) ?? ''
  const key = uploadKey(asked)
  const waiting = pendingOf(world).get(key)
  if (!waiting?.upload.content) return twirpError(404, 'not_found', 'artifact not found')
  if (Number(plain(body['size'])) !== waiting.upload.content.length)
    return twirpError(400, 'invalid_argument', 'size does not match the uploaded content')
  pendingOf(world).delete(key)
  const artifact = newArtifact(world, {
    name,
    runId: claims.runId,
    content: waiting.upload.content,
    mimeType: waiting.mimeType,
  })
  const given = plain(body['hash'])
  if (given !== undefined && given !== artifact.digest)
    return twirpError(400, 'invalid_argument', 'digest mismatch')
  artifact.expiresAt = waiting.expiresAt ?? artifact.expiresAt
  repository.artifacts.set(artifact.id, artifact)
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } }
}

function listArtifacts(asked: Asked): Answer {
  const { body, claims } = asked
  const [name, id] = [
    plain(body['name_filter'] ?? body['nameFilter']),
    plain(body['id_filter'] ?? body['idFilter']),
  ]
  const found = ofRun(asked).filter(
    (artifact) =>
      (name === undefined || artifact.name === name) && (id === undefined || String(artifact.id) === id),
  )
  return {
    status: 200,
    body: {
      artifacts: found.map((artifact) => ({
        workflow_run_backend_id: String(claims.runId),
        workflow_job_run_backend_id: String(claims.jobId),
        database_id: String(artifact.id),
        name: artifact.name,
        size: String(artifact.size),
        created_at: new Date(artifact.createdAt).toISOString(),
        digest: artifact.digest,
      })),
    },
  }
}

function signedUrl(asked: Asked): Answer {
  const artifact = ofRun(asked).findLast((one) => one.name === plain(asked.body['name']))
  if (!artifact) return twirpError(404, 'not_found', 'artifact not found')
  return { status: 200, body: { signed_url: artifactAddress(asked.world, artifact) } }
}

/** Where an artifact's bytes can be read for a minute. */
export function artifactAddress(world: World, artifact: Artifact): string {
  const zip = artifact.mimeType === 'application/zip'
  const filename = zip ? `${artifact.name}.zip` : artifact.name
  const read = { content: artifact.content, contentType: artifact.mimeType, filename }
  return signedAddress(world, `artifacts/${encodeURIComponent(filename)}`, { read })
}

function deleteArtifact(asked: Asked): Answer {
  const artifact = ofRun(asked).findLast((one) => one.name === plain(asked.body['name']))
  if (!artifact) return twirpError(404, 'not_found', 'artifact not found')
  artifact.deleted = true
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } }
}

const methods: Record<string, (asked: Asked) => Answer> = {
  CreateArtifact: createArtifact,
  FinalizeArtifact: finalizeArtifact,
  ListArtifacts: listArtifacts,
  GetSignedArtifactURL: signedUrl,
  DeleteArtifact: deleteArtifact,
}

function answerOf(exchange: Exchange, body: Record<string, unknown>): Answer {
  const { world, path, request } = exchange
  const claims = readRuntimeToken(presentedToken(request.headers.authorization))
  if (!claims) return twirpError(401, 'unauthenticated', 'invalid token')
  const repository = repositoryOf(world, claims)
  const method = path.startsWith(service) ? methods[path.slice(service.length)] : undefined
  if (!method) return twirpError(404, 'bad_route', `no handler for path "${path}"`)
  if (!repository) return twirpError(404, 'not_found', 'no repository')
  exchange.entry.repository = `${repository.owner.login}/${repository.name}`
  return method({ world, repository, claims, body })
}

export async function serveResults(exchange: Exchange): Promise<void> {
  const { world, method, path, request } = exchange
  const raw = await readBody(request)
  const subject = { method, route: path, path, repository: null, token: null, graphql: null }
  // The results service is another host than the API: only faults that name its routes reach it.
  const { before, fault } = world.faults.take(
    subject,
    (file) => file.match.route?.includes('/twirp/') ?? false,
  )
  await applyBefore(world, before, null)
  const limits = { token: null, pool: 'core' as const }
  const spoiled = fault ? faultAnswer(world, fault, limits) : undefined
  const answer = preventsEffect(fault)
    ? (spoiled ?? { status: 500 })
    : answerOf(exchange, JSON.parse(raw.toString('utf8') || '{}') as Record<string, unknown>)
  if (fault) await sendFaulty(exchange, fault, fault.after_effect ? (spoiled ?? answer) : answer)
  else send(exchange, render(world, answer))
}

// Artifacts of workflow runs.
import type { Artifact, Repository } from '../domain/model.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { artifactAddress } from '../results/serve.ts'
import { runIn } from './actions.ts'
import { actorIn } from './branches.ts'
import { paged, repositoryPath } from './paging.ts'
import { artifactView } from './views/actions.ts'

function artifactsOf(repository: Repository, runId: number | null, name: string | null): Artifact[] {
  return [...repository.artifacts.values()]
    .filter(
      (artifact) =>
        !artifact.deleted &&
        (runId === null || artifact.runId === runId) &&
        (!name || artifact.name === name),
    )
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
}

function listArtifacts(call: RepositoryCall, runId: number | null): Promise<Answer> {
  return paged(call, {
    items: artifactsOf(call.repository, runId, call.query.get('name')),
    path: repositoryPath(call),
    view: (artifact) => artifactView(call.world, call.repository, artifact),
    wrap: (artifacts, total) => ({ total_count: total, artifacts }),
  })
}

function artifactIn(call: RepositoryCall): Artifact {
  const artifact = call.repository.artifacts.get(Number(call.params['artifact_id']))
  if (!artifact || artifact.deleted) throw notFound()
  return artifact
}

function downloadArtifact(call: RepositoryCall): Answer {
  actorIn(call)
  const artifact = artifactIn(call)
  if (artifact.expiresAt <= call.world.clock.now())
    throw new Refusal({ status: 410, message: 'Artifact has expired' })
  return { status: 302, headers: { location: artifactAddress(call.world, artifact) } }
}

export const artifactRoutes: readonly Route[] = [
  repositoryRoute('GET', '/actions/runs/{run_id}/artifacts', 'actions:read', (call) =>
    listArtifacts(call, runIn(call).id),
  ),
  repositoryRoute('GET', '/actions/artifacts', 'actions:read', (call) => listArtifacts(call, null)),
  repositoryRoute('GET', '/actions/artifacts/{artifact_id}', 'actions:read', (call) =>
    ok(artifactView(call.world, call.repository, artifactIn(call))),
  ),
  repositoryRoute(
    'GET',
    '/actions/artifacts/{artifact_id}/{archive_format}',
    'actions:read',
    downloadArtifact,
  ),
  repositoryRoute('DELETE', '/actions/artifacts/{artifact_id}', 'actions:write', (call) => {
    artifactIn(call).deleted = true
    return noContent()
  }),
]

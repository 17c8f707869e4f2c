// Pull requests: list, open, read, change, merge, update.
import { mergePullRequest, mergeBranch, updatePullBranch } from '../domain/merging.ts'
import type { PullRequest } from '../domain/model.ts'
import { createPullRequest, updatePullRequest, type PullRequestPatch } from '../domain/pull-requests.ts'
import { changedFiles, pullComparison } from '../domain/pull-files.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { resolveRevision } from '../domain/revisions.ts'
import { requireRefChange } from '../domain/protection.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { flag, nullableText, oneOf, optionalText, text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { commitView, fileView } from './views/commits.ts'
import { fullPullView, pullView } from './views/pulls.ts'

export function pullIn(call: RepositoryCall): PullRequest {
  const pull = call.repository.pulls.get(Number(call.params['pull_number']))
  if (!pull) throw notFound()
  return pull
}

/** `head=owner:branch` filters by the head's owner too; a form without owner is ignored, as on GitHub. */
function matchesHead(pull: PullRequest, head: string | null): boolean {
  const colon = head?.indexOf(':') ?? -1
  if (!head || colon <= 0) return true
  const owner = pull.headRepository?.owner.login.toLowerCase()
  return owner === head.slice(0, colon).split('/')[0]?.toLowerCase() && pull.head === head.slice(colon + 1)
}

function listPulls(call: RepositoryCall) {
  const { repository, query, world } = call
  const state = query.get('state') ?? 'open'
  const base = query.get('base')
  const items = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (!base || pull.base === base) &&
      matchesHead(pull, query.get('head')),
  )
  const sort = query.get('sort') ?? 'created'
  const direction = query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')
  const field = (pull: PullRequest) =>
    sort === 'updated' || sort === 'long-running'
      ? pull.updatedAt
      : sort === 'popularity'
        ? pull.comments.length
        : pull.createdAt
  items.sort((a, b) => (field(a) - field(b) || a.number - b.number) * (direction === 'asc' ? 1 : -1))
  return paged(call, { items, path: repositoryPath(call), view: (pull) => pullView(world, repository, pull) })
}

async function openPull(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const issue = body['issue']
  if (issue !== undefined)
    throw new Refusal({ status: 501, message: 'The emulator does not turn issues into pull requests' })
  const pull = await createPullRequest(world, actorIn(call), repository, {
    title: optionalText(body, 'title') ?? '',
    head: text(body, 'head'),
    base: text(body, 'base'),
    body: optionalText(body, 'body') ?? null,
    draft: flag(body, 'draft') ?? false,
    maintainerCanModify: flag(body, 'maintainer_can_modify') ?? true,
  })
  const view = await fullPullView(world, repository, { pull, actor: call.actor })
  return { status: 201, body: view, headers: { location: view.url } }
}

async function changePull(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const pull = pullIn(call)
  const patch: PullRequestPatch = {}
  const [title, base] = [optionalText(body, 'title'), optionalText(body, 'base')]
  const [content, state] = [nullableText(body, 'body'), oneOf(body, 'state', ['open', 'closed'])]
  const modify = flag(body, 'maintainer_can_modify')
  if (title !== undefined) patch.title = title
  if (base !== undefined) patch.base = base
  if (content !== undefined) patch.body = content
  if (state !== undefined) patch.state = state
  if (modify !== undefined) patch.maintainerCanModify = modify
  await updatePullRequest(world, actorIn(call), { repository, pull, patch })
  return ok(await fullPullView(world, repository, { pull, actor: call.actor }))
}

async function merge(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const pull = pullIn(call)
  const commit = await mergePullRequest(world, actorIn(call), {
    repository,
    pull,
    method: oneOf(body, 'merge_method', ['merge', 'squash', 'rebase']),
    sha: optionalText(body, 'sha'),
    title: optionalText(body, 'commit_title'),
    message: optionalText(body, 'commit_message'),
  })
  return ok({ sha: commit.oid, merged: true, message: 'Pull Request successfully merged' })
}

async function updateBranch(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const pull = pullIn(call)
  await updatePullBranch(world, actorIn(call), {
    repository,
    pull,
    expected: optionalText(call.body, 'expected_head_sha'),
  })
  return ok(
    {
      message: 'Updating pull request branch.',
      url: `${call.base}/repos/${call.params['owner']}/${call.params['repo']}/pulls/${pull.number}`,
    },
    202,
  )
}

async function mergeTwoBranches(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const [base, headText] = [text(body, 'base'), text(body, 'head')]
  const actor = actorIn(call)
  const head = await resolveRevision(world, repository, headText)
  if (!head) throw new Refusal({ status: 404, message: 'Head does not exist' })
  const ref = `refs/heads/${base}`
  await requireRefChange(world, actor, {
    repository,
    ref,
    before: repository.refs.get(ref) ?? null,
    after: head,
  })
  const message = optionalText(body, 'commit_message')
  const commit = await mergeBranch(world, actor, { repository, base, head, headText, message })
  return commit ? ok(commitView(world, repository, commit), 201) : noContent()
}

export const pullRoutes: readonly Route[] = [
  repositoryRoute('GET', '/pulls', 'pull_requests:read', listPulls),
  repositoryRoute('POST', '/pulls', 'pull_requests:write', openPull),
  repositoryRoute('GET', '/pulls/{pull_number}', 'pull_requests:read', async (call) =>
    ok(await fullPullView(call.world, call.repository, { pull: pullIn(call), actor: call.actor })),
  ),
  repositoryRoute('PATCH', '/pulls/{pull_number}', 'pull_requests:write', changePull),
  repositoryRoute('GET', '/pulls/{pull_number}/commits', 'pull_requests:read', async (call) => {
    const { world, repository } = call
    const { commits } = await pullComparison(world, repository, pullIn(call))
    return paged(call, {
      items: commits.slice(0, 250),
      path: repositoryPath(call),
      view: (commit) => commitView(world, repository, commit),
    })
  }),
  repositoryRoute('GET', '/pulls/{pull_number}/files', 'pull_requests:read', async (call) => {
    const { world, repository } = call
    const pull = pullIn(call)
    const items = (await changedFiles(world, repository, pull)).slice(0, 3000)
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (change) => fileView(world, repository, { change, ref: pull.headSha }),
    })
  }),
  repositoryRoute('GET', '/pulls/{pull_number}/merge', 'pull_requests:read', (call) => {
    if (!pullIn(call).merged) throw notFound()
    return noContent()
  }),
  repositoryRoute('PUT', '/pulls/{pull_number}/merge', 'contents:write', merge),
  repositoryRoute('PUT', '/pulls/{pull_number}/update-branch', 'pull_requests:write', updateBranch),
  repositoryRoute('POST', '/merges', 'contents:write', mergeTwoBranches),
]

import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, GraphQLAnswer } from '@ecosystem-actions/core/ports'
import type { Facts } from '../facts.ts'
import { mergeAnswer } from '../merge/answer.ts'
import type { MergeCall, PullRequests, WriteAnswer } from '../ports.ts'
import { mutationPermissions, mutations } from './mutations.ts'
import { isTransient } from './no-answer.ts'

type Writes = Pick<
  PullRequests,
  | 'merge'
  | 'enqueue'
  | 'arm'
  | 'disarm'
  | 'approve'
  | 'makeReady'
  | 'updateBranch'
  | 'deleteHead'
  | 'retarget'
  | 'comment'
  | 'addLabels'
  | 'removeLabel'
  | 'dispatch'
>

/** Everything that changes something. Whatever touches code is tied to the head that was evaluated. */
export function writes(github: GitHub, here: { owner: string; repo: string }): Writes {
  async function mutate(
    name: keyof typeof mutations,
    variables: Record<string, unknown>,
  ): Promise<WriteAnswer> {
    try {
      return answerOf(name, await github.graphql(mutations[name], variables))
    } catch (error) {
      if (!(error instanceof GitHubError) || !isTransient(error)) throw error
      return { done: false, message: error.message, lost: true }
    }
  }

  function answerOf(name: keyof typeof mutations, { data, errors }: GraphQLAnswer<unknown>): WriteAnswer {
    const [problem] = errors
    // Without data and without an error the answer was cut off.
    if (!problem)
      return data === null ? { done: false, message: 'the answer is empty', lost: true } : { done: true }
    const { message, type } = problem
    const forbidden = type === 'FORBIDDEN' || /not accessible by/i.test(message)
    return { done: false, message, ...(forbidden ? { permission: mutationPermissions[name] } : {}) }
  }

  async function send(
    route: string,
    parameters: Record<string, unknown>,
    permission: string,
  ): Promise<WriteAnswer> {
    try {
      // What sets a value may be sent twice; what creates something may not.
      const idempotent = !route.startsWith('POST ') || route.endsWith('/labels')
      await github.request(route, { ...here, ...parameters }, { idempotent })
      return { done: true }
    } catch (error) {
      if (!(error instanceof GitHubError) || error.status === 401) throw error
      const { message, status } = error
      return {
        done: false,
        message,
        ...(status === 403 ? { permission } : {}),
        ...(status === 404 ? { missing: true } : {}),
        ...(isTransient(error) ? { lost: true } : {}),
      }
    }
  }

  const guarded = ({ id, head }: Facts) => ({ id, oid: head.oid })

  return {
    merge: (facts, how) => merge(github, here, { facts, how }),
    enqueue: (facts) => mutate('enqueue', guarded(facts)),
    arm: (facts, { method, ...text }) =>
      mutate('arm', {
        ...guarded(facts),
        method: method.toUpperCase(),
        // A rebase makes no commit of its own, and so has no text.
        ...(method === 'rebase' ? {} : text),
      }),
    disarm: ({ id }) => mutate('disarm', { id }),
    approve: ({ number, head }) =>
      send(
        'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
        { pull_number: number, commit_id: head.oid, event: 'APPROVE' },
        'pull-requests: write',
      ),
    makeReady: ({ id }) => mutate('ready', { id }),
    updateBranch: (facts) => mutate('update', guarded(facts)),
    deleteHead: ({ repository, head }) =>
      mutate('remove', {
        repository: repository.id,
        name: `refs/heads/${head.name}`,
        before: head.oid,
        after: '0'.repeat(40),
      }),
    retarget: (number, base) =>
      send(
        'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
        { pull_number: number, base },
        'pull-requests: write',
      ),
    comment: (number, body, existing) =>
      existing === undefined
        ? send(
            'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
            { issue_number: number, body },
            'pull-requests: write',
          )
        : send(
            'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
            { comment_id: existing, body },
            'pull-requests: write',
          ),
    addLabels: (number, labels) =>
      send(
        'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
        { issue_number: number, labels },
        'pull-requests: write',
      ),
    removeLabel: async (number, name) => {
      const answer = await send(
        'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
        { issue_number: number, name },
        'pull-requests: write',
      )
      return !answer.done && answer.missing ? { done: true } : answer
    },
    dispatch: (what, { base, number }, mergeCommit) =>
      what.kind === 'workflow'
        ? send(
            'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
            { workflow_id: what.file, ref: base.name },
            'actions: write',
          )
        : send(
            'POST /repos/{owner}/{repo}/dispatches',
            {
              event_type: what.type,
              client_payload: { pull_request: number, merge_commit_sha: mergeCommit, base: base.name },
            },
            'contents: write',
          ),
  }
}

interface MergeInput {
  facts: Facts
  how: MergeCall
}

async function merge(github: GitHub, here: { owner: string; repo: string }, { facts, how }: MergeInput) {
  // A rebase makes no commit of its own, and so has no text.
  const text = how.method === 'rebase' ? {} : { commit_title: how.title, commit_message: how.message }
  const parameters = {
    ...here,
    pull_number: facts.number,
    sha: facts.head.oid,
    merge_method: how.method,
    ...text,
  }
  try {
    const { data } = await github.request<{ merged?: boolean; sha?: string }>(
      'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
      parameters,
      { idempotent: false },
    )
    // Only what says so is a merge; anything else is looked up.
    return data.merged === true && /^[0-9a-f]{40,64}$/.test(data.sha ?? '')
      ? mergeAnswer(200, '', data.sha)
      : mergeAnswer(0, 'GitHub accepted the merge without saying that it was done.')
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return mergeAnswer(error.status, error.message)
  }
}

import { GitHubError } from '@ecosystem-actions/core/errors'
import { authorOf, isNewer, isOurs, parseMarker } from '../channels/marker.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { caught, noteBody, type GitHubPlace, type Note } from './github-place.ts'
import { array, integer, object, text } from '../runs/run-facts.ts'

const issues = '/repos/{owner}/{repo}/issues'

/** One comment per workflow and pull request; it is edited, never repeated. A green run only edits what is there. */
export async function writeComment(
  number: number,
  { message, marker }: Note,
  place: GitHubPlace,
): Promise<Delivery> {
  const channel = 'pr-comment'
  const { github, owner, repo } = place
  return await caught(channel, async () => {
    const at = { owner, repo, issue_number: number }
    const found = await findComment(number, marker.id, place)
    if (found && isNewer(found.marker, marker))
      return { channel, status: 'skipped', because: 'The comment already tells of a newer run.' }
    if (found?.marker.foreign)
      return {
        channel,
        status: 'skipped',
        because: 'Another version wrote the comment; it is left as it is.',
      }
    if (!found && message.tone === 'green')
      return { channel, status: 'skipped', because: 'There is no comment to update.' }
    const kept = found && { author: found.author, ...(found.marker.more && { more: found.marker.more }) }
    const body = noteBody({ message, marker: { ...marker, ...kept } }, place)
    if (found) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
      await github.request(route, { owner, repo, comment_id: found.id, body }, { idempotent: true })
      return { channel, status: 'sent', because: `Updated the comment on #${number}.`, id: String(found.id) }
    }
    try {
      const { data } = await github.request(`POST ${issues}/{issue_number}/comments`, { ...at, body })
      return {
        channel,
        status: 'sent',
        because: `Commented on #${number}.`,
        id: String(integer(object(data)['id'])),
      }
    } catch (error) {
      const lost = error instanceof GitHubError && error.ambiguous
      const made = lost ? await findComment(number, marker.id, place) : undefined
      if (!made) throw error
      return { channel, status: 'sent', because: `Commented on #${number}.`, id: String(made.id) }
    }
  })
}

const mostComments = 500

async function findComment(number: number, id: string, { github, owner, repo, token }: GitHubPlace) {
  let seen = 0
  for await (const value of github.pages(`GET ${issues}/{issue_number}/comments`, {
    owner,
    repo,
    issue_number: number,
  })) {
    const comment = object(value)
    const author = authorOf(comment)
    const marker = parseMarker(text(comment['body']))
    if (marker?.id === id && isOurs(author, token, marker))
      return { id: integer(comment['id']), marker, author: author.id }
    if (++seen >= mostComments) break
  }
  return undefined
}

/** The open pull request of a branch in a fork; the event of a fork's run does not name it. */
export async function findPullRequest(
  { github, owner, repo }: GitHubPlace,
  head: string,
  sha: string,
): Promise<number | undefined> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    head,
    state: 'open',
    per_page: 10,
  })
  const found = array(data).map(object)
  const exact = found.find((one) => text(object(one['head'])['sha']) === sha) ?? found[0]
  return exact && integer(exact['number'])
}

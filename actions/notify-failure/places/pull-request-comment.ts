import type { Delivery } from '../delivery/delivery.ts'
import { findPullRequest, writeComment } from './comment-writing.ts'
import { caught, type Note } from './github-place.ts'
import { eventClass } from '../incident/key.ts'
import type { Setting } from '../setting.ts'
import type { Story } from '../message/story.ts'

/** On the pull request of a run, if that is wanted and there is one. */
export async function commentOn(
  { run, repository }: Story,
  note: Note,
  { inputs, place }: Setting,
): Promise<Delivery[]> {
  if (inputs['pr-comment'] === 'off' || eventClass(run.event) !== 'pull_request') return []
  const delivery = await caught('pr-comment', async () => {
    const owner = run.headRepository.split('/')[0] || place.owner
    const own = run.pullRequests.filter(
      ({ baseUrl }) => baseUrl === '' || baseUrl.toLowerCase().endsWith(`/repos/${repository.toLowerCase()}`),
    )
    const number = own[0]?.number || (await findPullRequest(place, `${owner}:${run.branch}`, run.sha))
    if (!number)
      return { channel: 'pr-comment', status: 'skipped', because: 'No open pull request has this branch.' }
    return await writeComment(number, note, place)
  })
  return [delivery]
}

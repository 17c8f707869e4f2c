import type { Actor, Facts } from '../facts.ts'
import type { Policy } from '../policy.ts'

export type BotStanding =
  | { kind: 'no-bot' }
  | { kind: 'trusted'; bot: Actor }
  /** It is a trusted bot's pull request, but something in it is not the bot's. */
  | { kind: 'doubtful'; bot: Actor; reason: string; because: string }

/**
 * Whether a pull request is wholly the work of a trusted bot: author by type and numeric id, head in the same repository, every commit
 * by that id and signed by GitHub. A login proves nothing: GraphQL drops the `[bot]`, so a person may bear the same one.
 */
export function botStanding(facts: Facts, { trustedBots }: Pick<Policy, 'trustedBots'>): BotStanding {
  const { author, head, repository, commits } = facts
  if (author?.type !== 'Bot' || author.id === undefined || !trustedBots.includes(author.id))
    return { kind: 'no-bot' }
  const doubt = (reason: string, because: string): BotStanding => ({
    kind: 'doubtful',
    bot: author,
    reason,
    because,
  })
  const gap = facts.gaps.find(({ part }) => part === 'commits' || part === 'author')
  if (gap) return doubt('bot_commits_unknown', gap.because)
  if (head.repository?.toLowerCase() !== repository.name.toLowerCase())
    return doubt('bot_from_fork', `Its head is in ${head.repository ?? 'a deleted fork'}.`)
  if (commits.total === 0 || commits.total !== commits.nodes.length)
    return doubt(
      'bot_commits_unknown',
      `It has ${commits.total} commits, of which ${commits.nodes.length} can be checked.`,
    )
  const foreign = commits.nodes.find(({ authorId }) => authorId !== author.id)
  if (foreign)
    return doubt('bot_foreign_commit', `Commit ${foreign.oid.slice(0, 10)} is not by ${author.login}.`)
  const unsigned = commits.nodes.find(({ signedByGitHub }) => !signedByGitHub)
  if (unsigned)
    return doubt('bot_unsigned_commit', `Commit ${unsigned.oid.slice(0, 10)} is not signed by GitHub.`)
  if (!commits.nodes.some(({ oid }) => oid === head.oid))
    return doubt('bot_commits_unknown', 'The head is not among the commits that were read.')
  return { kind: 'trusted', bot: author }
}

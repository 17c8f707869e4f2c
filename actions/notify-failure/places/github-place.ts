import { BudgetStop, GitHubError, reason, UserError } from '@ecosystem-actions/core/errors'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { githubBody } from '../channels/github-markdown.ts'
import { formatMarker, type Marker } from '../channels/marker.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Message } from '../message/message.ts'

export interface GitHubPlace {
  github: GitHub
  owner: string
  repo: string
  token: string
  redact: (text: string) => string
}

/** What is written about an incident: the news, and what the next run must remember. */
export interface Note {
  message: Message
  marker: Marker
}

export function noteBody(
  { message, marker }: Note,
  { redact }: Pick<GitHubPlace, 'redact'>,
  extra: readonly string[] = [],
): string {
  // Of the marker only numbers, ids and names that are clean already; blanked, it would not be found again.
  return `${formatMarker(marker)}\n\n${redact(githubBody(message, extra))}`
}

/** What went wrong, as a delivery with its remedy. */
export async function caught(channel: string, body: () => Promise<Delivery>): Promise<Delivery> {
  try {
    return await body()
  } catch (error) {
    const known = error instanceof GitHubError ? (explainGitHubError(error) ?? error) : error
    if (!(known instanceof UserError || known instanceof GitHubError || known instanceof BudgetStop))
      throw error
    const remedy = known instanceof UserError ? known.remedy : ''
    const status =
      error instanceof GitHubError && error.ambiguous && error.method !== 'GET' ? 'unsure' : 'failed'
    return { channel, status, because: reason(known), ...(remedy && { remedy }) }
  }
}

import { issueId } from '../incident-key.ts'
import { integer, object, text } from '../run-facts.ts'

/** What an issue or comment of ours remembers, in an HTML comment on its first line. */
export interface Marker {
  /** `issueId` of the incident key. */
  id: string
  runId: number
  attempt: number
  fingerprint: string[]
  /** Times (ms) at which we reopened the issue. */
  reopened: number[]
  /** We closed it on recovery; otherwise a person did. */
  closed: boolean
  slack?: { channel: string; ts: string }
  /** Id of the user or app that wrote the body, once an answer told it; a body copied by somebody else differs. */
  author?: number
}

const open = '<!-- notify-failure:v1 '
const close = ' -->'

/** Inside, every `-`, `<` and `>` is escaped, so that no text of others can end the comment. */
export function formatMarker(marker: Marker): string {
  const json = JSON.stringify(marker).replace(
    /[-<>]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${open}${json}${close}`
}

/** Reads the marker of a body; it must be the very first thing in it. */
export function parseMarker(body: string): Marker | undefined {
  if (!body.startsWith(open)) return undefined
  const end = body.indexOf(close, open.length)
  if (end < 0 || end > 20_000) return undefined
  try {
    const value = object(JSON.parse(body.slice(open.length, end)))
    const slack = object(value['slack'])
    const key = text(value['key'])
    const { channel, ts } = { channel: text(slack['channel']), ts: text(slack['ts']) }
    return {
      // Earlier versions wrote the key itself.
      id: text(value['id']) || (key && issueId(key)),
      runId: integer(value['runId']),
      attempt: integer(value['attempt']),
      fingerprint: strings(value['fingerprint']),
      reopened: Array.isArray(value['reopened']) ? value['reopened'].map(integer).filter(Boolean) : [],
      closed: value['closed'] === true,
      ...(channel && ts && { slack: { channel, ts } }),
      ...(integer(value['author']) > 0 && { author: integer(value['author']) }),
    }
  } catch {
    return undefined
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A marker of a later run, or of a later attempt of the same one, must not be overwritten. */
export function isNewer(marker: Marker, { runId, attempt }: { runId: number; attempt: number }): boolean {
  return marker.runId > runId || (marker.runId === runId && marker.attempt > attempt)
}

/** Who wrote an issue or comment, as GitHub tells it. */
export interface Author {
  id: number
  /** `Bot` for apps. */
  type: string
  login: string
  association: string
}

/** From an issue or comment of the REST API. */
export function authorOf(value: Readonly<Record<string, unknown>>): Author {
  const user = object(value['user'])
  return {
    id: integer(user['id']),
    type: text(user['type']),
    login: text(user['login']),
    association: text(value['author_association']),
  }
}

/**
 * Only a body of ours counts: anyone can write our marker into an issue of a public repository. An installation token (`ghs_`) writes as a
 * bot; another token as somebody who belongs to the repository. A marker that names its author counts from no other one. Whom the token
 * itself belongs to would cost a request.
 */
export function isOurs(author: Author, token: string, marker?: Pick<Marker, 'author'>): boolean {
  if (marker?.author !== undefined && marker.author !== author.id) return false
  const bot = author.type === 'Bot' && !/^(?:dependabot|renovate)\[bot\]$/.test(author.login)
  const member = ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author.association)
  return token.startsWith('ghs_') ? bot : bot || member
}

import { integer, object, text } from '../run-facts.ts'

/** What an issue or comment of ours remembers, in an HTML comment on its first line. */
export interface Marker {
  key: string
  runId: number
  attempt: number
  fingerprint: string[]
  /** Times (ms) at which we reopened the issue. */
  reopened: number[]
  /** We closed it on recovery; otherwise a person did. */
  closed: boolean
  slack?: { channel: string; ts: string }
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
    const { channel, ts } = { channel: text(slack['channel']), ts: text(slack['ts']) }
    return {
      key: text(value['key']),
      runId: integer(value['runId']),
      attempt: integer(value['attempt']),
      fingerprint: strings(value['fingerprint']),
      reopened: Array.isArray(value['reopened']) ? value['reopened'].map(integer).filter(Boolean) : [],
      closed: value['closed'] === true,
      ...(channel && ts && { slack: { channel, ts } }),
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

/**
 * Only a body of ours counts: anyone can write our marker into an issue of a public repository. An installation token (`ghs_`) writes as a
 * bot; another token as somebody who belongs to the repository.
 */
export function isOurs(author: { type: string; login: string; association: string }, token: string): boolean {
  const bot = author.type === 'Bot' && !/^(?:dependabot|renovate)\[bot\]$/.test(author.login)
  const member = ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author.association)
  return token.startsWith('ghs_') ? bot : bot || member
}

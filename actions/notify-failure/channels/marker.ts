import { issueId } from '../incident/key.ts'
import { newsKinds, type News } from '../incident/policy.ts'
import { integer, object, text } from '../runs/run-facts.ts'

/** What the chat channels were told of the incident that is on; nothing else remembers whether a message arrived. */
export interface Told {
  /** By channel: the kinds of news that arrived, or may have. */
  got: Readonly<Record<string, readonly News[]>>
  /** By channel: the news that did not arrive. */
  owed: Readonly<Record<string, News>>
}

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
  told?: Told
  /** We closed it because the issue of this number is about the same incident. */
  duplicateOf?: number
  /** Another version than 1 wrote it: what it remembers is not known here, so it is never overwritten. */
  foreign?: true
  /** What a version to come adds; written back as it was. */
  more?: Readonly<Record<string, unknown>>
}

const begin = /^<!-- notify-failure:v(\d{1,4}) /
const close = ' -->'
const longest = 20_000

/** Inside, every `-`, `<` and `>` is escaped, so that no text of others can end the comment. */
export function formatMarker({ more, foreign: _never, ...marker }: Marker): string {
  const escaped = (value: unknown) =>
    JSON.stringify(value).replace(/[-<>]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const whole = escaped({ ...more, ...marker })
  return `<!-- notify-failure:v1 ${whole.length < longest - 1000 ? whole : escaped(marker)}${close}`
}

/** Reads the marker of a body; it must be the very first thing in it. */
export function parseMarker(body: string): Marker | undefined {
  const start = begin.exec(body)
  const end = start ? body.indexOf(close, start[0].length) : -1
  if (!start || end < 0 || end > longest) return undefined
  try {
    const value = object(JSON.parse(body.slice(start[0].length, end)))
    return { ...fromJson(value), ...(start[1] !== '1' && { foreign: true }) }
  } catch {
    return undefined
  }
}

function fromJson(value: Readonly<Record<string, unknown>>): Marker {
  const {
    id,
    key,
    runId,
    attempt,
    fingerprint,
    reopened,
    closed,
    slack,
    author,
    told,
    duplicateOf,
    ...more
  } = value
  const { channel, ts } = { channel: text(object(slack)['channel']), ts: text(object(slack)['ts']) }
  return {
    // Earlier versions wrote the key itself.
    id: text(id) || (text(key) && issueId(text(key))),
    runId: integer(runId),
    attempt: integer(attempt),
    fingerprint: strings(fingerprint),
    reopened: Array.isArray(reopened) ? reopened.map(integer).filter(Boolean) : [],
    closed: closed === true,
    ...(channel && ts && { slack: { channel, ts } }),
    ...(integer(author) > 0 && { author: integer(author) }),
    ...(told !== undefined && { told: toTold(object(told)) }),
    ...(integer(duplicateOf) > 0 && { duplicateOf: integer(duplicateOf) }),
    ...(Object.keys(more).length > 0 && { more }),
  }
}

function toTold({ got, owed }: Readonly<Record<string, unknown>>): Told {
  const isNews = (word: unknown): word is News => newsKinds.some((kind) => kind === word)
  const ofChannels = (value: unknown) =>
    Object.entries(object(value)).filter(([channel]) => /^[a-z][a-z-]{1,20}$/.test(channel))
  return {
    got: Object.fromEntries(
      ofChannels(got).map(([channel, words]) => [channel, strings(words).filter(isNews)]),
    ),
    owed: Object.fromEntries(ofChannels(owed).filter((entry): entry is [string, News] => isNews(entry[1]))),
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

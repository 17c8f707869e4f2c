// One loopback server that plays Slack, Teams, Discord and a webhook receiver: it enforces their limits and follows a script of faults.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { discordProblems, slackProblems, teamsProblems } from './strict-payloads.ts'

export interface Received {
  channel: string
  path: string
  headers: IncomingMessage['headers']
  body: string
  json: Record<string, unknown>
  /** What was answered; 0 for none. */
  status: number
  problems: string[]
}

/** Instead of the good answer: a status with a body, or no answer at all. `effect`: it was taken all the same. */
export interface Fault {
  status?: number
  headers?: Record<string, string>
  body?: string
  cut?: 'hang' | 'reset'
  effect?: boolean
}

export interface ChannelServer {
  url: string
  received: Received[]
  /** What a person would see on a channel. */
  shown: (channel: string) => Received[]
  /** The next answers of a channel, in order. */
  script: (channel: string, ...faults: Fault[]) => void
  urls: Record<
    'slack-webhook-url' | 'teams-webhook-url' | 'discord-webhook-url' | 'webhook-url' | 'slack-api-url',
    string
  >
  close: () => Promise<void>
}

const hosts = (url: string) => [new URL(url).host]

/** Starts the server. `server`: the web address of GitHub, where links may lead. */
export async function startChannels(server: string): Promise<ChannelServer> {
  const received: Received[] = []
  const scripts = new Map<string, Fault[]>()
  const hanging = new Set<ServerResponse>()
  const web = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => answer(request, response, Buffer.concat(pieces).toString('utf8')))
  })

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const path = request.url ?? ''
    const channel = channelOf(path)
    const json = parsed(body)
    const entry: Received = { channel, path, headers: request.headers, body, json, status: 0, problems: [] }
    const fault = scripts.get(channel)?.shift()
    received.push(entry)
    if (fault) {
      entry.problems.push('fault')
      if (fault.effect) entry.problems.push('effect')
      if (fault.cut === 'hang') return void hanging.add(response)
      if (fault.cut === 'reset') return void request.socket.destroy()
      entry.status = fault.status ?? 500
      return void response.writeHead(entry.status, fault.headers).end(fault.body ?? '')
    }
    entry.problems = problemsOf(channel, json, server)
    const good = goodAnswer(channel, path, entry)
    entry.status = good.status
    response.writeHead(good.status, good.headers).end(good.body)
  }

  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  return {
    url,
    received,
    shown: (channel) =>
      received.filter(
        (one) => one.channel === channel && (one.problems.length === 0 || one.problems.includes('effect')),
      ),
    script: (channel, ...faults) => void scripts.set(channel, [...(scripts.get(channel) ?? []), ...faults]),
    urls: {
      'slack-webhook-url': `${url}/services/T000000001/B000000001/s3cretPathOfSlack1`,
      'teams-webhook-url': `${url}/workflows/abc/triggers/manual/paths/invoke?sig=s3cretSigOfTeams1`,
      'discord-webhook-url': `${url}/api/webhooks/123456789012345678/s3cretTokenOfDiscord1`,
      'webhook-url': `${url}/hook?token=s3cretTokenOfHook1`,
      'slack-api-url': `${url}/api/`,
    },
    close: () => {
      for (const response of hanging) response.destroy()
      web.closeAllConnections()
      return new Promise((resolve) => web.close(() => resolve()))
    },
  }
}

function channelOf(path: string): string {
  if (path.startsWith('/services/')) return 'slack'
  if (path.startsWith('/workflows/')) return 'teams'
  if (path.startsWith('/api/webhooks/')) return 'discord'
  return path.startsWith('/api/') ? 'slack-bot' : 'webhook'
}

function parsed(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return {}
  }
}

function problemsOf(channel: string, json: Record<string, unknown>, server: string): string[] {
  const allowed = { hosts: hosts(server) }
  if (channel === 'teams') return teamsProblems(json, allowed)
  if (channel === 'discord') return discordProblems(json, allowed)
  return channel === 'webhook'
    ? []
    : slackProblems(json, { ...allowed, known: ['<!here>', '<@U0123456789>'] })
}

let messages = 0

function goodAnswer(
  channel: string,
  path: string,
  { problems, json }: Received,
): { status: number; headers?: Record<string, string>; body: string } {
  const isJson = { 'content-type': 'application/json' }
  const bad = problems.length > 0
  switch (channel) {
    case 'slack':
      return bad ? { status: 400, body: 'invalid_blocks' } : { status: 200, body: 'ok' }
    case 'slack-bot': {
      const ts =
        typeof json['ts'] === 'string' ? json['ts'] : `1700000000.${String(++messages).padStart(6, '0')}`
      const good = { ok: true, channel: 'C0123456789', ts }
      return {
        status: 200,
        headers: isJson,
        body: JSON.stringify(bad ? { ok: false, error: 'invalid_blocks' } : good),
      }
    }
    case 'teams':
      return bad ? { status: 413, body: problems.join('; ') } : { status: 202, body: '' }
    case 'discord': {
      if (bad)
        return {
          status: 400,
          headers: isJson,
          body: JSON.stringify({ code: 50_035, message: problems.join('; ') }),
        }
      return path.includes('wait=true')
        ? { status: 200, headers: isJson, body: JSON.stringify({ id: '99' }) }
        : { status: 204, body: '' }
    }
    default:
      return { status: 200, body: 'thanks' }
  }
}

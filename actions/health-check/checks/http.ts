import { z } from 'zod'
import { unknown, type CheckKind, type CheckSituation } from '../check.ts'
import { judgeAnswer, judgeSamples, type HttpExpectation } from '../judgement/http.ts'
import { failed } from '../judgement/network-verdict.ts'
import type { HttpAnswer, NetworkFailure, Probes } from '../probes.ts'
import { envName, pattern, shownUrl, timeoutSeconds, url } from '../plan/settings.ts'

const statusText = z.string().regex(/^[1-5](?:\d\d|xx)$/i, { error: 'must be a status such as 200 or 2xx' })
const status = z.union([z.int().min(100).max(599), statusText])

const assertion = z.strictObject({
  path: z.string().min(1).max(300),
  equals: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  matches: pattern.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  exists: z.boolean().optional(),
})

const expectations = {
  status: z.union([status, z.array(status).min(1)]).default('2xx'),
  headers: z.record(z.string(), z.string()).optional(),
  'body-contains': z.string().min(1).optional(),
  'body-matches': pattern.optional(),
  json: z.array(assertion).max(50).optional(),
  'max-latency-ms': z.number().positive().optional(),
}

const settings = z.strictObject({
  url,
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
  'request-headers': z.record(z.string(), z.string()).default({}),
  'authorization-env': envName.optional(),
  'max-redirects': z.int().min(0).max(20).default(5),
  'max-body-bytes': z.int().min(0).max(16_777_216).default(1_048_576),
  'timeout-seconds': timeoutSeconds,
  samples: z.int().min(1).max(1000).default(1),
  'sample-concurrency': z.int().min(1).max(50).default(1),
  'min-success-rate': z.number().min(0).max(100).default(100),
  'max-p95-ms': z.number().positive().optional(),
  ...expectations,
})

type Settings = z.output<typeof settings>

export const http: CheckKind<typeof settings> = {
  kind: 'http',
  settings,
  async look(settings, probes, situation) {
    const target = shownUrl(settings.url)
    const authorization = authorizationOf(settings, probes)
    if (authorization === '')
      return unknown('no_secret', `${target}: the variable ${settings['authorization-env']} is not set.`, {
        fix: 'Pass it in `env:` of the step.',
      })
    const one = () => request(settings, { probes, situation, authorization })
    if (settings.samples === 1) {
      const answer = await one()
      return answer.ok ? judgeAnswer(target, answer, expectationOf(settings)) : failed(target, answer)
    }
    const answers = await sampled(settings, one, situation.signal)
    const limits = { minimumSuccessRate: settings['min-success-rate'], maximumP95: settings['max-p95-ms'] }
    return judgeSamples(target, answers, { ...expectationOf(settings), ...limits })
  },
}

/** One after the other unless asked otherwise: a canary measures what a user sees, not what a burst does. */
async function sampled(
  { samples, 'sample-concurrency': atOnce }: Settings,
  one: () => Promise<HttpAnswer | NetworkFailure>,
  signal: AbortSignal,
): Promise<(HttpAnswer | NetworkFailure)[]> {
  const answers: (HttpAnswer | NetworkFailure)[] = []
  let begun = 0
  const lane = async () => {
    while (begun < samples && !signal.aborted) answers[begun++] = await one()
  }
  await Promise.all(Array.from({ length: Math.min(samples, atOnce) }, lane))
  return answers
}

interface Asking {
  probes: Probes
  situation: CheckSituation
  authorization: string | undefined
}

function request(
  settings: Settings,
  { probes, situation, authorization }: Asking,
): Promise<HttpAnswer | NetworkFailure> {
  const seconds = settings['timeout-seconds']
  return probes.network.http({
    url: settings.url,
    method: settings.method,
    headers: { ...settings['request-headers'], ...(authorization ? { authorization } : {}) },
    maxRedirects: settings['max-redirects'],
    // Without an expectation of the body its head is enough, as evidence.
    maxBody: Math.min(settings['max-body-bytes'], judgesBody(settings) ? Infinity : 4096),
    timeoutMs: seconds === undefined ? situation.timeoutMs : seconds * 1000,
    signal: situation.signal,
  })
}

const judgesBody = (settings: Settings) =>
  ['body-contains', 'body-matches', 'json'].some((key) => settings[key as keyof Settings] !== undefined)

// Undefined: none wanted; '': wanted and not there.
function authorizationOf(settings: Settings, { env }: Probes): string | undefined {
  const name = settings['authorization-env']
  if (name === undefined) return undefined
  const value = env(name)?.trim() ?? ''
  return value === '' || value.includes(' ') ? value : `Bearer ${value}`
}

function expectationOf(settings: Settings): HttpExpectation {
  return {
    status: [settings.status].flat(),
    headers: settings.headers,
    contains: settings['body-contains'],
    matches: settings['body-matches'],
    json: settings.json,
    maximumLatency: settings['max-latency-ms'],
  }
}

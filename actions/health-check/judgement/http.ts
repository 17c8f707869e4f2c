import { error, ok, type Verdict } from '../check.ts'
import { assertJson, type JsonAssertion } from './json-assertion.ts'
import { failed } from './network-verdict.ts'
import type { HttpAnswer, NetworkFailure } from '../probes.ts'

export interface HttpExpectation {
  /** Numbers, or `2xx`. */
  status: readonly (number | string)[]
  headers: Readonly<Record<string, string>> | undefined
  contains: string | undefined
  matches: string | undefined
  json: readonly JsonAssertion[] | undefined
  maximumLatency: number | undefined
}

/** One answer against what is expected of it: the first expectation that it fails. */
export function judgeAnswer(target: string, answer: HttpAnswer, expectation: HttpExpectation): Verdict {
  const evidence = {
    status: answer.status,
    duration_ms: Math.round(answer.ms),
    ...(answer.urls.length > 1 ? { redirects: answer.urls } : {}),
  }
  const problem = problemOf(answer, expectation)
  if (!problem) return ok(`${target}: ${answer.status} in ${Math.round(answer.ms)} ms.`, evidence)
  return error(problem.reason, `${target}: ${problem.message}`, {
    evidence: { ...evidence, reply: answer.body.slice(0, 500) },
    // A service that starts up answers 404, 502 or the page of another version at first.
    transient: answer.status !== 401 && answer.status !== 403,
    ...(problem.fix ? { fix: problem.fix } : {}),
  })
}

interface Problem {
  reason: string
  message: string
  fix?: string
}

function problemOf(answer: HttpAnswer, expectation: HttpExpectation): Problem | undefined {
  const { status, headers = {}, contains, matches, json, maximumLatency } = expectation
  if (!status.some((wanted) => fits(answer.status, wanted)))
    return {
      reason: 'status',
      message: `answered ${answer.status}, expected ${status.join(' or ')}.`,
      fix: statusFix(answer.status),
    }
  for (const [name, wanted] of Object.entries(headers)) {
    const got = answer.headers[name.toLowerCase()]
    if (got === undefined || !got.toLowerCase().includes(wanted.toLowerCase()))
      return {
        reason: 'header',
        message: `header ${name} is ${got === undefined ? 'missing' : JSON.stringify(got.slice(0, 100))}, expected ${JSON.stringify(wanted)}.`,
      }
  }
  const cut = answer.truncated ? ' in the first part of the answer' : ''
  if (contains !== undefined && !answer.body.includes(contains))
    return {
      reason: 'body',
      message: `the answer does not contain ${JSON.stringify(contains.slice(0, 100))}${cut}.`,
    }
  if (matches !== undefined && !new RegExp(matches, 'u').test(answer.body))
    return { reason: 'body', message: `the answer does not match /${matches.slice(0, 100)}/${cut}.` }
  const wrong = json ? assertJson(answer.body, json) : undefined
  if (wrong)
    return {
      reason: 'json',
      message: answer.truncated ? `the answer is larger than the limit, so ${wrong}` : wrong,
    }
  if (maximumLatency !== undefined && answer.ms > maximumLatency)
    return {
      reason: 'slow',
      message: `answered in ${Math.round(answer.ms)} ms, at most ${maximumLatency} are allowed.`,
    }
  return undefined
}

export function fits(status: number, wanted: number | string): boolean {
  const text = String(wanted).toLowerCase()
  return text.endsWith('xx') ? Math.floor(status / 100) === Number(text[0]) : status === Number(text)
}

function statusFix(status: number): string {
  if (status === 401 || status === 403)
    return 'The address needs credentials: set `authorization-env`, or check an open health route.'
  if (status === 404) return 'Check the path; the service itself answers.'
  if (status >= 500) return 'See the log of the service.'
  return 'Set `status` to what the address answers when it is well.'
}

export interface SampleLimits extends HttpExpectation {
  /** Per cent. */
  minimumSuccessRate: number
  maximumP95: number | undefined
}

/** Many answers of a new version: the share that is right and the 95th percentile of the time they took. */
export function judgeSamples(
  target: string,
  answers: readonly (HttpAnswer | NetworkFailure)[],
  limits: SampleLimits,
): Verdict {
  const verdicts = answers.map((answer) =>
    answer.ok ? judgeAnswer(target, answer, limits) : failed(target, answer),
  )
  const good = verdicts.filter(({ status }) => status === 'ok').length
  const rate = answers.length === 0 ? 0 : (good / answers.length) * 100
  const p95 = percentile(
    answers.filter(({ ok }) => ok).map(({ ms }) => ms),
    0.95,
  )
  const evidence = {
    samples: answers.length,
    success_rate: Math.round(rate * 100) / 100,
    p95_ms: p95 === undefined ? null : Math.round(p95),
  }
  const first = verdicts.find(({ status }) => status !== 'ok')
  if (rate < limits.minimumSuccessRate)
    return error(
      'success_rate',
      `${target}: ${good} of ${answers.length} answers were right (${rate.toFixed(1)} %), at least ${limits.minimumSuccessRate} % are needed. ${first?.message ?? ''}`.trim(),
      { evidence, transient: true },
    )
  if (limits.maximumP95 !== undefined && p95 !== undefined && p95 > limits.maximumP95)
    return error(
      'slow',
      `${target}: 95 % answer within ${Math.round(p95)} ms, at most ${limits.maximumP95} are allowed.`,
      { evidence, transient: true },
    )
  return ok(
    `${target}: ${good} of ${answers.length} answers were right, 95 % within ${Math.round(p95 ?? 0)} ms.`,
    evidence,
  )
}

/** Nearest rank; undefined for nothing. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
}

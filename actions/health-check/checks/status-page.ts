import { z } from 'zod'
import { error, ok, unknown, warning, type CheckKind, type Verdict } from '../check.ts'
import { shownUrl, timeoutSeconds, url } from '../plan/settings.ts'

const settings = z.strictObject({
  url,
  component: z.string().min(1).optional(),
  'timeout-seconds': timeoutSeconds,
})

type Json = Record<string, unknown>
const record = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
const text = (value: unknown) => (typeof value === 'string' ? value : '')

const wellWords = new Set([
  'pass',
  'ok',
  'up',
  'healthy',
  'operational',
  'none',
  'available',
  'green',
  'success',
])
const warnWords = new Set([
  'warn',
  'warning',
  'degraded',
  'degraded_performance',
  'minor',
  'partial',
  'partial_outage',
  'maintenance',
  'under_maintenance',
  'yellow',
])
const failWords = new Set([
  'fail',
  'error',
  'down',
  'unhealthy',
  'major',
  'major_outage',
  'critical',
  'outage',
  'red',
])

/**
 * A status page in the form of Statuspage (`status.indicator`, `components`), or a health document (`status` and `checks`, see
 * https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06). What neither says is unknown.
 */
export function judgeStatusPage(target: string, body: string, component: string | undefined): Verdict {
  let page: Json | undefined
  try {
    page = record(JSON.parse(body))
  } catch {
    return unknown('format', `${target} does not answer JSON.`, {
      fix: 'Use the address of its JSON, for example …/api/v2/summary.json.',
    })
  }
  const word = component === undefined ? overall(page) : ofComponent(page, component)
  if (word === undefined)
    return unknown(
      'format',
      component === undefined
        ? `${target} does not say a status.`
        : `${target} has no component ${component}.`,
    )
  const said = text(record(page?.['status'])?.['description']) || text(page?.['output'])
  const evidence = { status: word, incidents: incidents(page), failing: failing(page) }
  const message = `${target} says ${word.replaceAll('_', ' ')}${said && said !== word ? `: ${said.slice(0, 200)}` : ''}.`
  if (wellWords.has(word) && component === undefined && evidence.failing.length > 0)
    return warning('incident', `${message.replace(/\.$/, '')}, but ${evidence.failing.join(', ')} fails.`, {
      evidence,
      transient: true,
    })
  if (wellWords.has(word)) return ok(message, evidence)
  if (warnWords.has(word)) return warning('incident', message, { evidence })
  if (failWords.has(word)) return error('incident', message, { evidence, transient: true })
  return unknown('format', `${target} says ${JSON.stringify(word.slice(0, 60))}, which is no known status.`, {
    evidence,
  })
}

function overall(page: Json | undefined): string | undefined {
  const status = page?.['status']
  return (text(status) || text(record(status)?.['indicator'])).toLowerCase() || undefined
}

function ofComponent(page: Json | undefined, wanted: string): string | undefined {
  const components = Array.isArray(page?.['components']) ? page['components'] : []
  const found = components
    .map(record)
    .find((one) => text(one?.['name']).toLowerCase() === wanted.toLowerCase())
  const measured = record(page?.['checks'])?.[wanted]
  const entries = Array.isArray(measured) ? measured.map(record) : [record(measured)]
  const words = [found, ...entries].map((one) => text(one?.['status']).toLowerCase()).filter(Boolean)
  return words.find((word) => failWords.has(word)) ?? words.find((word) => warnWords.has(word)) ?? words[0]
}

function incidents(page: Json | undefined): string[] {
  const list = Array.isArray(page?.['incidents']) ? page['incidents'] : []
  return list
    .map((one) => text(record(one)?.['name']).slice(0, 200))
    .filter(Boolean)
    .slice(0, 5)
}

function failing(page: Json | undefined): string[] {
  const checks = Object.entries(record(page?.['checks']) ?? {})
  return checks
    .filter(([, value]) =>
      [value].flat().some((one) => failWords.has(text(record(one)?.['status']).toLowerCase())),
    )
    .map(([name]) => name.slice(0, 100))
    .slice(0, 20)
}

/** A failing document comes with a status of 4xx or 5xx, so the body decides where it can; one that is well does not, by the same draft. */
export function judgeWithStatus(target: string, status: number, verdict: Verdict): Verdict {
  if (status < 400 || verdict.status === 'error') return verdict
  if (verdict.reason === 'unknown_format')
    return unknown('status', `${target} answered ${status}.`, { transient: true })
  const { message, evidence = {} } = verdict
  return error('status', `${message.replace(/\.$/, '')}, and answered ${status}.`, {
    evidence,
    transient: true,
  })
}

export const statusPage: CheckKind<typeof settings> = {
  kind: 'status-page',
  settings,
  async look(settings, { network }, { timeoutMs, signal }) {
    const seconds = settings['timeout-seconds']
    const target = shownUrl(settings.url)
    const answer = await network.http({
      url: settings.url,
      method: 'GET',
      headers: { accept: 'application/health+json, application/json' },
      maxRedirects: 5,
      maxBody: 1_048_576,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      signal,
    })
    // A page that does not answer says nothing about the service it speaks of.
    if (!answer.ok) return unknown('unreachable', `${target}: ${answer.message}`, { transient: true })
    return judgeWithStatus(target, answer.status, judgeStatusPage(target, answer.body, settings.component))
  },
}

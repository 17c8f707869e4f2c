import type { Report } from '@ecosystem-actions/core/action'
import { code, escape, fit, table } from '@ecosystem-actions/core/markdown'
import type { Annotation } from '@ecosystem-actions/core/ports'
import { githubSection } from './channels/github-markdown.ts'
import type { Delivery } from './delivery/delivery.ts'
import type { Inputs } from './inputs.ts'
import { strongest, type Outcome, type Result } from './outcome.ts'

/** The outcome as outputs, job summary, warnings and log. Only `fail-on: delivery` can make the step red. */
export function report(outcome: Outcome, inputs: Inputs): Report {
  const deliveries = outcome.results.flatMap((result) => result.deliveries)
  const broken = deliveries.filter(({ status }) => ['failed', 'unsure', 'partial'].includes(status))
  const failure =
    inputs['fail-on'] === 'delivery' && broken.length > 0
      ? `Not delivered: ${broken.map(({ channel }) => channel).join(', ')}. The job summary says why.`
      : undefined
  return {
    outputs: outputsOf(outcome, deliveries),
    summary: summaryOf(outcome),
    annotations: distinct([...broken.map(warning), ...outcome.notes.map(noted), ...muteNotice(outcome)]),
    log: [...outcome.results.map(logLine), ...deliveries.map(deliveryLine)],
    ...(failure && { failure }),
  }
}

function outputsOf({ results }: Outcome, deliveries: readonly Delivery[]): Report['outputs'] {
  const top = strongest(results)
  const idOf = (channel: string) =>
    deliveries.find((one) => one.channel === channel && one.id !== undefined)?.id ?? ''
  return {
    decision: top?.decided.decision ?? 'ignore',
    reason: top?.decided.reason ?? '',
    'incident-key': top?.decided.key ?? '',
    streak: top?.decided.streak ?? 0,
    verdict: top?.verdict ?? '',
    delivered: JSON.stringify(delivered(deliveries)),
    'issue-number': idOf('issue'),
    'slack-ts': idOf('slack-bot'),
  }
}

/** The worst of each channel, when a sweep or a self-test sent several. */
function delivered(deliveries: readonly Delivery[]): Record<string, { status: string; because: string }> {
  const worst = ['sent', 'preview', 'skipped', 'partial', 'unsure', 'failed']
  const byChannel: Record<string, { status: string; because: string }> = {}
  for (const { channel, status, because } of deliveries) {
    const known = byChannel[channel]
    if (!known || worst.indexOf(status) > worst.indexOf(known.status))
      byChannel[channel] = { status, because }
  }
  return byChannel
}

function warning(delivery: Delivery): Annotation {
  return { level: 'warning', title: `notify-failure: ${delivery.channel}`, message: detail(delivery) }
}

function detail({ because, remedy, outlook }: Delivery): string {
  return [because, remedy, outlook].filter(Boolean).join(' ')
}

/** A self-test or a sweep may meet the same thing many times; it is said once. */
function distinct(annotations: readonly Annotation[]): Annotation[] {
  return [...new Map(annotations.map((one) => [`${one.title}\n${one.message}`, one])).values()]
}

function noted(message: string): Annotation {
  return { level: 'warning', title: 'notify-failure', message }
}

function muteNotice({ mute }: Outcome): Annotation[] {
  if (!mute) return []
  const message =
    'No channel is configured, so nothing was sent. Secrets are empty on pull requests from forks and Dependabot; a `workflow_run` workflow has them.'
  return [{ level: 'notice', title: 'notify-failure', message }]
}

function logLine({ about, decided }: Result): string {
  return `${about ? `${about}: ` : ''}${decided.decision} (${decided.reason})`
}

function deliveryLine(delivery: Delivery): string {
  return `${delivery.channel}: ${delivery.status}. ${detail(delivery)}`
}

const summaryLimit = 900_000

function summaryOf(outcome: Outcome): string {
  const { results, notes, dryRun, selfTest } = outcome
  const head = selfTest ? '### notify-failure: self-test' : '### notify-failure'
  const dry = dryRun ? ['*Dry run: nothing was sent and nothing was written to GitHub.*'] : []
  const blocks = [
    head,
    ...dry,
    ...results.flatMap(resultBlocks),
    ...notes.map((note) => `- ${escape(note, 600)}`),
  ]
  return `${fit(blocks, summaryLimit)}\n`
}

function resultBlocks({ about, decided, message, deliveries }: Result): string[] {
  const named = about ? `${escape(about)}: ` : ''
  const lead = `${named}**${decided.decision}** ${escape(decided.reason, 600)}`
  const told = message ? [`**${escape(message.title)}**`, ...message.sections.map(githubSection)] : []
  const rows = deliveries.map((one) => [one.channel, one.status, escape(detail(one), 600)])
  const key = decided.key ? [`Incident ${code(decided.key)}`] : []
  return [lead, ...told, ...(rows.length > 0 ? [table(['Channel', 'Delivery', 'Detail'], rows)] : []), ...key]
}

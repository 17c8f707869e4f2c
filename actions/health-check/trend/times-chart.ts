import { details } from '@ecosystem-actions/core/markdown'
import type { CheckResult, Kind } from '../check.ts'

const timedKinds: ReadonlySet<Kind> = new Set<Kind>([
  'http',
  'tls',
  'tcp',
  'dns',
  'postgres',
  'redis',
  'status-page',
])

/** How long each service took, as a Mermaid chart in a fold; nothing for fewer than two. At most 14, the slowest. */
export function timesChart(results: readonly CheckResult[]): string[] {
  const slowest = results
    .filter(({ kind, status }) => timedKinds.has(kind) && status === 'ok')
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, 14)
  if (slowest.length < 2) return []
  const labels = slowest.map(({ name }) => `"${mermaidLabel(name)}"`).join(', ')
  const values = slowest.map(({ durationMs }) => mermaidNumber(durationMs)).join(', ')
  const chart = [
    '```mermaid',
    'xychart-beta',
    '  title "Time of the last try in ms"',
    `  x-axis [${labels}]`,
    '  y-axis "ms"',
    `  bar [${values}]`,
    '```',
  ]
  return [details('Times', chart.join('\n'))]
}

/** Mermaid has no escape inside a quoted label: what it could take for syntax is left out. */
export function mermaidLabel(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N} ./:_-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 24) || 'check'
  )
}

/** Fixed point: its parser knows neither 1e-7 nor NaN. */
export function mermaidNumber(value: number): string {
  return Number.isFinite(value) ? Math.max(0, value).toFixed(0) : '0'
}

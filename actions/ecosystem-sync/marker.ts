import type { SyncPullRequest } from './model.ts'

/** What our pull requests remember in their body, invisible to readers. */
export interface Marker {
  /** Tip of the branch when the pull request was opened or last updated. */
  base: string
  /** Tip of the default branch then. */
  head: string
  run: number
  /** Set when we closed it ourselves: such a close is no decline. */
  closed?: string
}

const shape = /<!-- ecosystem-sync:(\{[^\n]{1,500}?\}) -->/
const oid = /^[\da-f]{40,64}$/

export function formatMarker(marker: Marker): string {
  return `<!-- ecosystem-sync:${JSON.stringify(marker)} -->`
}

/** The marker of a pull request that is ours. Anybody can write a marker, so its author counts too: this token, and no fork. */
export function markerOf({ body, own }: SyncPullRequest): Marker | undefined {
  return own ? parseMarker(body) : undefined
}

/** The marker that a body shows, whoever wrote it. */
export function parseMarker(body: string): Marker | undefined {
  const found = shape.exec(body)?.[1]
  if (!found) return undefined
  try {
    const { base, head, run, closed } = JSON.parse(found) as Record<string, unknown>
    if (typeof base !== 'string' || typeof head !== 'string' || !oid.test(base) || !oid.test(head))
      return undefined
    const marker = { base, head, run: typeof run === 'number' ? run : 0 }
    return typeof closed === 'string' ? { ...marker, closed } : marker
  } catch {
    return undefined
  }
}

/** The body with another marker; people may have written around it. */
export function withMarker(body: string, marker: Marker): string {
  return shape.test(body)
    ? body.replace(shape, () => formatMarker(marker))
    : `${body}\n\n${formatMarker(marker)}`
}

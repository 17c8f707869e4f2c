import type { Said } from './story.ts'

// Shapes and not colours alone, so that it reads in print and for everybody: low is well, high is bad, a dot is not known.
const marks: Record<Exclude<Said, undefined>, string> = { ok: '▁', warning: '▅', error: '█' }

/** The last runs, oldest left; at most 14. */
export function sparkline(recent: readonly Said[]): string {
  return recent
    .slice(-14)
    .map((said) => (said === undefined ? '·' : marks[said]))
    .join('')
}

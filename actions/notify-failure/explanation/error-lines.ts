import { plain } from '@ecosystem-actions/core/markdown'
import { privateKeyMask } from './private-keys.ts'
import { boring, infrastructure, noise, signs } from './error-lines.table.ts'

/** The error of one job, as far as it can be told. All texts are hostile. */
export interface ErrorExcerpt {
  /** The one line that says it best. */
  line: string
  /** Some lines around it, in order; empty when it came from an annotation. */
  window: readonly string[]
  /** `path:line`, when an annotation named it. */
  place?: string
  from: 'annotation' | 'log'
  /** Nothing looked like an error; these are the last lines before the job ended. */
  vague?: boolean
  /** The log was longer than what was read. */
  cut?: boolean
}

const lineLimit = 4096
const before = 3
const after = 6

/** How likely a line is the error itself; 0 is not at all. Takes the line without its timestamp. */
export function scoreLine(line: string): number {
  if (line.trim() === '' || noise.test(line)) return 0
  const score = signs.find(([, pattern]) => pattern.test(line))?.[0] ?? 0
  return boring.test(line) ? Math.min(score, 1) : score
}

export function isInfrastructure(excerpt: Pick<ErrorExcerpt, 'line' | 'window'>): boolean {
  return [excerpt.line, ...excerpt.window].some((line) => infrastructure.test(line.slice(0, lineLimit)))
}

export function isBoring(message: string): boolean {
  return boring.test(message.slice(0, lineLimit).trim())
}

interface Candidate {
  score: number
  line: string
  window: string[]
  /** Lines that may still be added behind it. */
  open: number
}

const inFailingStep = 20
const timestamp = /^\uFEFF?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z ?/

/** Finds the error in a log that comes in pieces of any size; keeps a few lines, never the log. */
export class LogScan {
  readonly #from: number
  readonly #to: number
  readonly #recent: string[] = []
  readonly #withoutKeys = privateKeyMask()
  #best: Candidate | undefined
  #rest = ''
  #skipping = false
  #lines = 0

  /** `step`: when the failing step ran; lines of that time are preferred. */
  constructor(step?: { startedAt?: Date; finishedAt?: Date }) {
    this.#from = step?.startedAt?.getTime() ?? Infinity
    this.#to = (step?.finishedAt?.getTime() ?? Infinity) + 1000
  }

  push(piece: string): void {
    let start = 0
    for (;;) {
      const end = piece.indexOf('\n', start)
      if (end < 0) break
      this.#take(this.#rest + piece.slice(start, Math.min(end, start + lineLimit)))
      this.#rest = ''
      this.#skipping = false
      start = end + 1
    }
    // A line longer than the limit is cut here, so that a log without line feeds costs no memory.
    if (!this.#skipping) this.#rest += piece.slice(start, start + lineLimit)
    this.#skipping = this.#rest.length >= lineLimit
  }

  /** The best candidate; undefined when nothing looked like an error. */
  result(): ErrorExcerpt | undefined {
    if (this.#rest !== '') this.#take(this.#rest)
    this.#rest = ''
    const best = this.#best
    if (!best) return undefined
    const vague = isBoring(best.line)
    return { line: shown(best.line), window: trimmed(best.window), from: 'log', ...(vague && { vague }) }
  }

  get lines(): number {
    return this.#lines
  }

  #take(raw: string): void {
    this.#lines++
    const cut = raw.slice(0, lineLimit).replace(/\r$/, '')
    const at = timestamp.exec(cut)
    const line = this.#withoutKeys(plain(at ? cut.slice(at[0].length) : cut))
    const best = this.#best
    if (best && best.open > 0) {
      best.window.push(line)
      best.open--
    }
    const score = scoreLine(line)
    if (score > 0) {
      const total = score + (this.#inStep(at?.[1]) ? inFailingStep : 0)
      if (!best || total > best.score)
        this.#best = { score: total, line, window: [...this.#recent, line], open: after }
    }
    this.#recent.push(line)
    if (this.#recent.length > before) this.#recent.shift()
  }

  #inStep(stamp: string | undefined): boolean {
    if (!stamp) return false
    const at = Date.parse(`${stamp}Z`)
    return at >= this.#from && at <= this.#to
  }
}

function shown(line: string): string {
  return line.replace(/^##\[error\]/, '').trim()
}

function trimmed(lines: readonly string[]): string[] {
  const kept = lines
    .filter((line) => !/^##\[(?:group|endgroup|debug|command)\]/.test(line) && !boring.test(line))
    .map(shown)
  return kept.filter((line, index) => line !== '' || (index > 0 && index < kept.length - 1))
}

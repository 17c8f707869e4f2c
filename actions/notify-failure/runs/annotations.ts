import { plain } from '@ecosystem-actions/core/markdown'
import { isTimeoutMessage } from './cancellation.ts'
import { isBoring, scoreLine, type ErrorExcerpt } from '../explanation/error-lines.ts'
import { privateKeyMask } from '../explanation/private-keys.ts'
import { firstLine, integer, object, text } from './run-facts.ts'

/** An annotation of a check run, as GitHub answers it. Hostile. */
export interface CheckAnnotation {
  level: string
  title: string
  message: string
  path: string
  line: number
}

export function toAnnotation(value: unknown): CheckAnnotation {
  const annotation = object(value)
  return {
    level: text(annotation['annotation_level']),
    title: text(annotation['title']),
    message: text(annotation['message']),
    path: text(annotation['path']),
    line: integer(annotation['start_line']),
  }
}

/** The annotation that says most; "exit code 1" never does. Undefined when none says anything. */
export function bestAnnotation(annotations: readonly CheckAnnotation[]): ErrorExcerpt | undefined {
  const useful = annotations
    .filter(({ level, message }) => level === 'failure' && message.trim() !== '' && !isBoring(message))
    .map((annotation) => ({ annotation, score: worth(annotation) }))
    .sort((a, b) => b.score - a.score)
  const best = useful[0]?.annotation
  if (!best) return undefined
  // GitHub files annotations without a place under the folder `.github`.
  const place =
    best.path && best.path !== '.github' ? `${best.path}${best.line > 0 ? `:${best.line}` : ''}` : ''
  const lines = plain(best.message).trim().split('\n').map(privateKeyMask())
  const window = lines.length > 1 ? lines.slice(0, 8) : []
  return { line: lines[0] ?? '', window, from: 'annotation', ...(place && { place }) }
}

function worth({ message, path }: CheckAnnotation): number {
  if (isTimeoutMessage(message)) return 300
  return 100 + scoreLine(firstLine(message)) / 10 + (path && path !== '.github' ? 20 : 0)
}

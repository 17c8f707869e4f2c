import { getWorkflowSchema } from '@actions/workflow-parser/workflows/workflow-schema'
import { getActionSchema } from '@actions/workflow-parser/actions/action-schema'
import { didYouMean } from '@ecosystem-actions/core/suggest'

let words: Set<string> | undefined

/** Every key and fixed word of GitHub's schemas. */
function knownWords(): Set<string> {
  if (words) return words
  words = new Set()
  for (const schema of [getWorkflowSchema(), getActionSchema()]) {
    for (const definition of Object.values(schema.definitions)) {
      const { properties, constant } = definition as unknown as {
        properties?: Record<string, unknown>
        constant?: unknown
      }
      for (const key of Object.keys(properties ?? {})) words.add(key)
      if (typeof constant === 'string' && /^[\w-]+$/.test(constant)) words.add(constant)
    }
  }
  return words
}

/** What GitHub's parser leaves out: the word that was meant. */
export function suggestion(message: string): string {
  const word = /^Unexpected value '([^']{2,60})'/.exec(message)?.[1]
  return word === undefined || knownWords().has(word) ? '' : didYouMean(word, knownWords())
}

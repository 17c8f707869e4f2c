import type { GitHub, RunContext } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'

const label = 'automation-health'
const escalated = 'health:escalated'

/** The labels of an issue after so many escalations. */
export const labelsFor = (escalations: number): string[] => [label, ...(escalations >= 1 ? [escalated] : [])]

export interface LabelChange {
  add: string[]
  remove: string[]
}

/** What is to be given and taken of our own labels; all others are somebody else's. */
export function labelChange(actual: readonly string[], escalations: number): LabelChange {
  const wanted = labelsFor(escalations)
  return {
    add: wanted.filter((name) => !actual.includes(name)),
    remove: [label, escalated].filter((name) => actual.includes(name) && !wanted.includes(name)),
  }
}

export async function changeLabels(
  number: number,
  { add, remove }: LabelChange,
  { github, context }: { github: GitHub; context: RunContext },
): Promise<void> {
  const { owner, name: repo } = parseRepository(context.repository)
  const at = { owner, repo, issue_number: number }
  // Giving a label that is there and taking one are harmless to repeat.
  const options = { idempotent: true }
  if (add.length > 0)
    await github.request(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
      { ...at, labels: add },
      options,
    )
  for (const name of remove)
    await github.request(
      'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
      { ...at, name },
      options,
    )
}

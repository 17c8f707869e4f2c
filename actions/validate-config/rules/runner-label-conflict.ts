import { distance, nearest } from '@ecosystem-actions/core/suggest'
import type { Job, ParsedFile } from '../workflow/file.ts'
import type { Label } from '../workflow/runners.ts'
import { isHosted, possibleLabels, runsOn, matrixRow, systemOf } from '../workflow/runners.ts'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'
import { hostedRunners } from './runner-labels.table.ts'

export const runnerLabelConflict: Rule = {
  id: 'runner-label-conflict',
  severity: 'error',
  category: 'workflow',
  title: 'A job asks for one runner with two systems',
  why: 'A runner must have all labels of the list. No runner is Linux and Windows at once, so the job waits until it is cancelled.',
  example: {
    bad: withJob('runs-on: [ubuntu-latest, windows-latest]'),
    good: withJob('runs-on: ${{ matrix.os }}\nstrategy:\n  matrix:\n    os: [ubuntu-latest, windows-latest]'),
  },
  fix: 'Run the job once for each system with a matrix.',
  *check(file) {
    for (const job of file.jobs) {
      for (const { first, other } of conflicts(file, job)) {
        const message = `No runner has both labels "${first.text}" and "${other.text}".`
        yield { at: file.source.at(other.node), message }
      }
    }
  },
}

function conflicts(file: ParsedFile, job: Job): { first: Label; other: Label }[] {
  const written = runsOn(file.source, job)
  const literals = written.filter(({ node }) => matrixRow(file, node) === undefined)
  const [first] = literals.filter(({ text }) => systemOf(text) !== undefined)
  // A runner of one's own can have any labels.
  if (!first || written.length < 2 || written.some(({ text }) => text.toLowerCase() === 'self-hosted'))
    return []
  return possibleLabels(file, job)
    .filter((label) => label.node !== first.node && clash(first.text, label.text))
    .map((other) => ({ first, other }))
}

function clash(a: string, b: string): boolean {
  const systems = [systemOf(a), systemOf(b)]
  if (systems[0] === undefined || systems[1] === undefined) return false
  return (
    systems[0] !== systems[1] ||
    (isHosted(a) &&
      isHosted(b) &&
      a.toLowerCase() !== b.toLowerCase() &&
      !a.endsWith('-latest') &&
      !b.endsWith('-latest'))
  )
}

export const runnerLabelTypo: Rule = {
  id: 'runner-label-typo',
  severity: 'notice',
  category: 'workflow',
  title: 'A runner label looks like a misspelt hosted runner',
  why: 'When no runner has the label, the job waits until it is cancelled.',
  example: { bad: withJob('runs-on: ubuntu-lastest'), good: withJob('runs-on: my-own-runner') },
  fix: 'Correct the label, or ignore this notice when it is a runner of your own.',
  *check(file) {
    for (const job of file.jobs) {
      for (const { text, node } of possibleLabels(file, job)) {
        if (isHosted(text) || text.includes('${{') || text.length < 8) continue
        const meant = hostedLike(text)
        if (meant === undefined) continue
        yield {
          at: file.source.at(node),
          message: `There is no hosted runner "${text}".`,
          hint: `Did you mean "${meant}"?`,
        }
      }
    }
  },
}

const judged = new Map<string, string | undefined>()

// `ubuntu-24.04-xl` is a larger runner someone named, `ubuntu-letest` is not. The same few labels come again and again.
function hostedLike(label: string): string | undefined {
  const text = label.toLowerCase()
  if (judged.has(text)) return judged.get(text)
  const meant = nearest(text, hostedRunners)
  const letters = (name: string): string => name.replace(/[^a-z]/g, '')
  const typo = meant !== undefined && distance(text, meant) <= 2 && letters(text) !== letters(meant)
  if (judged.size < 1000) judged.set(text, typo ? meant : undefined)
  return typo ? meant : undefined
}

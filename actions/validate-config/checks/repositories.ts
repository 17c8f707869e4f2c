import { repositoriesOf } from '@ecosystem-actions/core/ecosystem-config'
import { readEcosystemConfig } from '@ecosystem-actions/core/ecosystem-config/reading'
import { readDocument } from '@ecosystem-actions/core/document'
import type { GitHub, GraphQLProblem } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'
import type { Finding, Range } from '../finding.ts'
import type { TextFile } from '../gather.ts'

interface Entry {
  file: string
  range: Range
  repository: string
}

interface Seen {
  nameWithOwner: string
  isArchived: boolean
}

const batchSize = 50

/** The repositories of all configuration files that can be read, with the place where each is written. */
export function entriesOf(files: readonly TextFile[]): Entry[] {
  return files.flatMap(({ path, text }) => {
    const { config } = readEcosystemConfig(text, path)
    if (!config) return []
    const document = readDocument(text, path)
    return repositoriesOf(config).map(({ repository, index }) => {
      const entry = config.repositories[index]
      const key = typeof entry === 'string' ? [] : [entry?.name === undefined ? 'repository' : 'name']
      return { file: path, repository, range: document.rangeOf(['repositories', index, ...key]) }
    })
  })
}

/** Asks GitHub for the repositories, one request for fifty, and says which are missing, renamed, archived or spelt differently. */
export async function checkRepositories(files: readonly TextFile[], github: GitHub): Promise<Finding[]> {
  const entries = entriesOf(files)
  const findings: Finding[] = []
  for (let at = 0; at < entries.length; at += batchSize) {
    const batch = entries.slice(at, at + batchSize)
    findings.push(...(await checkBatch(batch, github)))
  }
  return findings
}

async function checkBatch(batch: readonly Entry[], github: GitHub): Promise<Finding[]> {
  const variables: Record<string, string> = {}
  const fields = batch.map(({ repository }, index) => {
    const { owner, name } = parseRepository(repository)
    variables[`o${index}`] = owner
    variables[`n${index}`] = name
    return `r${index}: repository(owner: $o${index}, name: $n${index}) { nameWithOwner isArchived }`
  })
  const declared = batch.map((_, index) => `$o${index}: String!, $n${index}: String!`).join(', ')
  const { data, errors } = await github.graphql<Record<string, Seen | null>>(
    `query (${declared}) { ${fields.join(' ')} }`,
    variables,
  )
  return batch.flatMap((entry, index) => {
    const alias = `r${index}`
    return judgeEntry(
      entry,
      data?.[alias] ?? undefined,
      errors.find(({ path }) => path?.[0] === alias) ?? errors.find(({ path }) => !path),
    )
  })
}

function judgeEntry(entry: Entry, seen: Seen | undefined, problem: GraphQLProblem | undefined): Finding[] {
  const { repository } = entry
  if (!seen) return [unanswered(entry, problem)]
  const found: Finding[] = []
  const written = repository.toLowerCase()
  if (seen.nameWithOwner.toLowerCase() !== written) {
    found.push(
      finding(
        entry,
        ['config-repository-renamed', 'warning'],
        {
          message: `Repository ${JSON.stringify(repository)} is now ${seen.nameWithOwner}.`,
          hint: 'Write the new name: the redirect ends when somebody takes the old one.',
        },
        seen.nameWithOwner,
      ),
    )
  } else if (seen.nameWithOwner !== repository) {
    found.push(
      finding(
        entry,
        ['config-repository-case', 'notice'],
        {
          message: `Repository ${JSON.stringify(repository)} is spelt ${seen.nameWithOwner} on GitHub.`,
          hint: 'Write it the same way.',
        },
        seen.nameWithOwner,
      ),
    )
  }
  if (seen.isArchived) {
    found.push(
      finding(entry, ['config-repository-archived', 'warning'], {
        message: `Repository ${JSON.stringify(repository)} is archived: nothing can be written to it.`,
        hint: 'Remove it from the list, or unarchive it.',
      }),
    )
  }
  return found
}

// Only NOT_FOUND says that it is not there. Anything else means that we do not know, and not knowing is not green.
function unanswered(entry: Entry, problem: GraphQLProblem | undefined): Finding {
  const name = JSON.stringify(entry.repository)
  if (problem?.type === 'NOT_FOUND') {
    return finding(entry, ['config-repository-missing', 'error'], {
      message: `Repository ${name} does not exist, or the token cannot see it.`,
      hint: 'Correct the name, or give `github-token` a token that can read it.',
    })
  }
  const why = problem ? `${problem.type ?? 'error'}: ${problem.message}` : 'no answer'
  return finding(entry, ['config-repository-missing', 'error'], {
    message: `Repository ${name} could not be looked up (${why.slice(0, 300)}).`,
    hint: 'Check that the token may read it.',
  })
}

function finding(
  { file, range }: Entry,
  [rule, severity]: [string, Finding['severity']],
  words: { message: string; hint: string },
  replacement?: string,
): Finding {
  return {
    rule,
    severity,
    ...words,
    file,
    ...range,
    ...(replacement === undefined ? {} : { fix: fixFor(file, range, replacement) }),
  }
}

function fixFor(file: string, range: Range, name: string) {
  return { ...range, replacement: /\.ya?ml$/i.test(file) ? name : JSON.stringify(name) }
}

import type { GitHub, RunContext } from '@ecosystem-actions/core/ports'
import type { Judged } from './report-types.ts'

interface ChangedFile {
  filename: string
  patch?: string
}

/** The lines that a patch in unified format adds, in the numbers of the new file. */
export function addedLines(patch: string): Set<number> {
  const added = new Set<number>()
  let next = 0
  for (const line of patch.split('\n')) {
    const start = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(line)?.[1]
    if (start !== undefined) next = Number(start)
    else if (line.startsWith('+')) added.add(next++)
    else if (!line.startsWith('-') && !line.startsWith('\\')) next++
  }
  return added
}

/**
 * Lines that this pull request or push changed, asked only when not every finding can be shown on its line. Without an answer from GitHub
 * nothing counts as changed: the order of the annotations is all that depends on it.
 */
export async function changedLines(
  findings: readonly Judged[],
  annotations: number,
  { context, github }: { context: RunContext; github: GitHub | undefined },
): Promise<Map<string, Set<number>>> {
  const wanted = findings.filter(({ file, suppressed }) => file !== '' && !suppressed).length
  const changed = new Map<string, Set<number>>()
  if (!github || annotations === 0 || wanted <= annotations || context.repository === '') return changed
  try {
    for await (const { filename, patch } of filesOf(context, github))
      changed.set(filename, addedLines(patch ?? ''))
  } catch {
    changed.clear()
  }
  return changed
}

async function* filesOf(context: RunContext, github: GitHub): AsyncIterable<ChangedFile> {
  const [owner, repo] = context.repository.split('/')
  const {
    pull_request: pullRequest,
    before,
    after,
  } = context.payload as {
    pull_request?: { number?: unknown }
    before?: unknown
    after?: unknown
  }
  const number = pullRequest?.number
  if (Number.isSafeInteger(number)) {
    yield* github.pages<ChangedFile>('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      owner,
      repo,
      pull_number: number,
      per_page: 100,
    })
  } else if (isCommit(before) && isCommit(after)) {
    const basehead = `${before}...${after}`
    const { data } = await github.request<{ files?: ChangedFile[] }>(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { owner, repo, basehead },
    )
    yield* data.files ?? []
  }
}

// The first push of a branch has no before: forty zeros.
function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value) && !/^0+$/.test(value)
}

import { BudgetStop, GitHubError, reason } from '@ecosystem-actions/core/errors'
import type { Files, GitHub, RunContext } from '@ecosystem-actions/core/ports'
import type { Finding } from '../../finding.ts'
import { gather } from '../../gather.ts'
import type { ParsedFile } from '../../workflow/file.ts'
import { compareWithJobs } from './compare-jobs.ts'
import { compareWithLive } from './compare-live.ts'
import { readExpectations, type BranchExpectation } from './expectations.ts'
import { readLiveRules } from './live.ts'

interface Question {
  /** The file of expectations. */
  path: string
  workflows: readonly ParsedFile[]
  fileOf: (path: string) => ParsedFile | undefined
}

interface Outside {
  files: Files
  context: RunContext
  github: GitHub | undefined
}

/** The expectations of branches against the jobs of this repository, and against the live rules where the token may read them. */
export async function checkProtection(
  { path, workflows, fileOf }: Question,
  outside: Outside,
): Promise<Finding[]> {
  const { files, findings } = await gather(outside.files, {
    input: 'branch-protection',
    patterns: { patterns: [path], given: true },
  })
  for (const file of files) {
    const expectations = readExpectations(file, defaultBranch(outside.context))
    findings.push(
      ...expectations.findings,
      ...compareWithJobs(file.path, expectations.branches, workflows, fileOf),
    )
    for (const branch of expectations.branches) findings.push(...(await live(file.path, branch, outside)))
  }
  return findings
}

function defaultBranch({ payload }: RunContext): string {
  const { default_branch: name } = (payload['repository'] ?? {}) as { default_branch?: unknown }
  return typeof name === 'string' && name !== '' ? name : 'main'
}

async function live(
  file: string,
  expected: BranchExpectation,
  { github, context }: Outside,
): Promise<Finding[]> {
  const [owner, repo] = context.repository.split('/')
  // Rules are asked of branches; a glob names none.
  if (!github || !owner || !repo || /[*?[]/.test(expected.branch)) return []
  try {
    return compareWithLive(
      file,
      expected,
      await readLiveRules(github, { owner, repo, branch: expected.branch }),
    )
  } catch (error) {
    if (!(error instanceof GitHubError) && !(error instanceof BudgetStop)) throw error
    const message = `The live rules of branch ${JSON.stringify(expected.branch)} could not be read: ${reason(error)}.`
    const hint = 'The names of the jobs were compared all the same.'
    return [{ rule: 'protection-unread', severity: 'notice', message, hint, file, ...expected.at }]
  }
}

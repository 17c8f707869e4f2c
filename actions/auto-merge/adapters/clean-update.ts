import type { GitHub } from '@ecosystem-actions/core/ports'
import type { Facts } from '../facts.ts'

interface Here {
  owner: string
  repo: string
}

interface ComparedCommit {
  sha: string
  parents: { sha: string }[]
  committer: { login: string } | null
  commit: { verification?: { verified: boolean } }
}

interface ComparedFile {
  filename: string
  previous_filename?: string
  status: string
  sha: string
  patch?: string
}

interface Comparison {
  ahead_by: number
  total_commits: number
  commits: ComparedCommit[]
  files?: ComparedFile[]
}

// GitHub lists at most 250 commits and 300 files of a comparison: with more nothing can be said.
const mostCommits = 250
const mostFiles = 300

/**
 * Whether everything since an approved commit is GitHub's own merging of the base, and the change against the base is the same. Both
 * halves are needed: a merge made by GitHub may still carry a resolution that nobody approved.
 */
export async function cleanUpdate(
  github: GitHub,
  here: Here,
  { since, facts }: { since: string; facts: Facts },
): Promise<boolean> {
  const compare = async (base: string, head: string): Promise<Comparison> => {
    const parameters = { ...here, basehead: `${base}...${head}`, per_page: mostCommits }
    return (await github.request<Comparison>('GET /repos/{owner}/{repo}/compare/{basehead}', parameters)).data
  }
  const { base, head } = facts
  const merged = mergedIn(await compare(since, head.oid), { since, head: head.oid })
  if (!merged) return false
  for (const oid of merged) if ((await compare(base.name, oid)).ahead_by !== 0) return false
  const [approved, now] = [await compare(base.name, since), await compare(base.name, head.oid)]
  return sameChange(approved.files ?? [], now.files ?? [])
}

/** Second parents along the first-parent line from head to `since`; undefined when a commit on it is no merge by GitHub. */
function mergedIn(
  { commits, total_commits: total }: Comparison,
  { since, head }: { since: string; head: string },
): string[] | undefined {
  if (total > commits.length || total > mostCommits) return undefined
  const known = new Map(commits.map((commit) => [commit.sha, commit]))
  const merged: string[] = []
  for (let at = head; at !== since;) {
    const commit = known.get(at)
    const [first, second, ...more] = commit?.parents ?? []
    const byGitHub = commit?.committer?.login === 'web-flow' && commit.commit.verification?.verified === true
    if (!first || !second || more.length > 0 || !byGitHub) return undefined
    merged.push(second.sha)
    known.delete(at)
    at = first.sha
  }
  return merged
}

function sameChange(a: readonly ComparedFile[], b: readonly ComparedFile[]): boolean {
  if (a.length !== b.length || a.length >= mostFiles) return false
  const others = new Map(b.map((file) => [file.filename, file]))
  return a.every((file) => {
    const other = others.get(file.filename)
    if (!other || other.status !== file.status || other.previous_filename !== file.previous_filename)
      return false
    if (file.sha === other.sha) return true
    // Without a patch (binary or too large) only the same content is the same change.
    return file.patch !== undefined && other.patch !== undefined && lines(file.patch) === lines(other.patch)
  })
}

// Where a hunk lies moves with the base; what it says must not.
function lines(patch: string): string {
  return patch.replace(/^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@.*$/gm, '@@')
}

// The subject of `status`, `check_suite` and `check_run`: the newest of the commit that is asked for, or of the pull request's head.
type Values = Record<string, unknown>
type Read = (path: string) => Promise<unknown>

interface Pull {
  head: { sha: string; ref: string; repo: { full_name: string } | null }
  base: { repo: { full_name: string } }
}

/** The events that a finished check causes. */
export const checkEvents = new Set(['status', 'check_suite', 'check_run'])

/** What the world says about the check; `pull` is read only when the overrides name no commit. */
export async function checkSubject(
  event: string,
  overrides: Values,
  { read, pull }: { read: Read; pull: () => Promise<unknown> },
): Promise<Values> {
  const given = (overrides[event] ?? {}) as { head_sha?: string }
  const named = event === 'status' ? (overrides['sha'] as string | undefined) : given.head_sha
  const of = named === undefined ? ((await pull()) as Pull | undefined) : undefined
  const sha = named ?? of?.head.sha
  // A commit that the world does not know, or no open pull request: the overrides say everything.
  if (sha === undefined) return {}
  if (event === 'status') return statusSubject(read, sha, of)
  if (event === 'check_suite') {
    const { check_suites: suites } = (await read(`/commits/${sha}/check-suites`)) as {
      check_suites: Values[]
    }
    return { check_suite: suites.at(-1) ?? { head_sha: sha, head_branch: of?.head.ref ?? null } }
  }
  const runs = await listed(read, `/commits/${sha}/check-runs`, 'check_runs')
  return { check_run: runs.at(-1) ?? { head_sha: sha } }
}

async function listed(read: Read, path: string, name: string): Promise<Values[]> {
  const found = (await read(path).catch(() => ({}))) as Record<string, Values[] | undefined>
  return found[name] ?? []
}

// Branches of forks are not in the list: https://docs.github.com/en/webhooks/webhook-events-and-payloads#status
async function statusSubject(read: Read, sha: string, of: Pull | undefined): Promise<Values> {
  const [newest] = (await read(`/commits/${sha}/statuses`).catch(() => [])) as Values[]
  const here = of?.head.repo?.full_name === of?.base.repo.full_name
  const branches = of && here ? [{ name: of.head.ref, commit: { sha } }] : []
  return { state: 'success', context: 'default', ...newest, sha, branches }
}

import type { GitHub } from '@ecosystem-actions/core/ports'
import type { Dispatch } from '../afterwards/dispatch.ts'

interface Runs {
  workflow_runs: { head_sha: string; actor: { id: number } | null }[]
}

/** Who started runs by a dispatch at a commit, one entry for each run; at most a hundred are looked at. */
export async function startersOf(
  github: GitHub,
  here: { owner: string; repo: string },
  { what, headOid }: { what: Dispatch; headOid: string },
): Promise<(number | undefined)[]> {
  const asked = { ...here, head_sha: headOid, per_page: 100 }
  const { data } =
    what.kind === 'workflow'
      ? await github.request<Runs>('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
          ...asked,
          workflow_id: what.file,
          event: 'workflow_dispatch',
        })
      : await github.request<Runs>('GET /repos/{owner}/{repo}/actions/runs', {
          ...asked,
          event: 'repository_dispatch',
        })
  return data.workflow_runs.filter(({ head_sha: oid }) => oid === headOid).map(({ actor }) => actor?.id)
}

import { GitHubError, UserError } from '@ecosystem-actions/core/errors'
import { decide, type Verdict } from './eligibility.ts'
import type { Facts, Need, Permission, RepositoryFacts } from './facts.ts'
import type { Policy, Situation } from './policy.ts'
import type { Ports, Reading } from './ports.ts'
import { sentence } from './sentence.ts'

export interface Evaluation {
  facts: Facts
  verdict: Verdict
}

/** What one run needs to look at pull requests. Answers about people hold for the whole run. */
export interface Desk {
  ports: Ports
  policy: Policy
  permissions: Map<number, Permission>
  /** The repository as the last reading showed it; undefined before. */
  repository: RepositoryFacts | undefined
}

const patience = [1000, 2000, 4000, 8000]

export function situationOf({ ports }: Desk): Situation {
  const { clock, context } = ports
  const { runId, workflow, workflowRef } = context
  return {
    now: clock.now(),
    runId,
    workflow,
    workflowFile: workflowPath(workflowRef)?.path.split('/').at(-1),
  }
}

/** Path and ref of `owner/name/.github/workflows/file.yml@refs/heads/main`. */
export function workflowPath(workflowRef: string): { path: string; ref: string } | undefined {
  const [, path, ref] = /^[^/]+\/[^/]+\/([^@]+)@(.+)$/.exec(workflowRef) ?? []
  return path === undefined || ref === undefined ? undefined : { path, ref }
}

/**
 * Decides, asks what is still open when nothing else stands in the way, and waits a little for GitHub's test merge. After a wait all
 * facts are read again.
 */
export async function evaluate(desk: Desk, reading: Facts): Promise<Evaluation> {
  const { pullRequests, clock } = desk.ports
  let facts = reading
  desk.repository = reading.repository
  for (let waits = 0; ;) {
    facts = { ...facts, permissions: { ...facts.permissions, ...Object.fromEntries(desk.permissions) } }
    const verdict = decide(facts, desk.policy, situationOf(desk))
    if (verdict.needs.length > 0) {
      for (const need of verdict.needs) facts = await answered(desk, facts, need)
      continue
    }
    const pause = verdict.reason === 'mergeability_unknown' ? patience[waits++] : undefined
    if (pause === undefined) return { facts, verdict }
    await pullRequests.nudge(facts.number)
    await clock.sleep(pause)
    const again = await readOne(desk, facts.number)
    if (again.kind === 'absent') return { facts, verdict }
    facts = again.facts
  }
}

export async function readOne({ ports }: Desk, number: number): Promise<KnownReading> {
  const readings = await ports.pullRequests.read([number])
  return known(readings.get(number))
}

export type KnownReading = Exclude<Reading, { kind: 'failed' }>

/** A reading that did not fail; one that did is thrown. */
export function known(reading: Reading = { kind: 'absent' }): KnownReading {
  if (reading.kind === 'failed') throw reading.error
  return reading
}

async function answered(desk: Desk, facts: Facts, need: Need): Promise<Facts> {
  const { pullRequests } = desk.ports
  if (need.kind === 'behind-by')
    return { ...facts, behindBy: await pullRequests.behindBy(facts.base.name, facts.head.oid) }
  if (need.kind === 'permission') {
    desk.permissions.set(need.id, await permissionOf(desk, need.login))
    return { ...facts, permissions: { ...facts.permissions, ...Object.fromEntries(desk.permissions) } }
  }
  const clean: Record<string, boolean> = { ...facts.cleanUpdatesSince }
  for (const since of need.since) clean[since] = await pullRequests.isCleanUpdate(since, facts)
  return { ...facts, cleanUpdatesSince: clean }
}

async function permissionOf({ ports }: Desk, login: string): Promise<Permission> {
  try {
    return await ports.pullRequests.permissionOf(login)
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status === 401) throw error
    throw new UserError(
      `What ${login}, who set the label, may do here could not be asked: ${sentence(error.message)}`,
      'Run it again; the token needs metadata: read.',
      { cause: error },
    )
  }
}

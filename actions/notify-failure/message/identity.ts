import type { RunContext } from '@ecosystem-actions/core/ports'
import { branchName, incidentKey, issueId } from '../incident/key.ts'
import type { Run } from '../runs/run-facts.ts'
import { compareUrl, jobUrl, runUrl, type Story } from './story.ts'
import { webhookSchema } from '../channels/webhook.ts'

/** What everybody sees of a run: a variable with such a value holds no secret. */
export function publicTexts(context: RunContext, runs: readonly Run[]): string[] {
  const { repository, ref, sha, workflow, workflowRef, actor, serverUrl, apiUrl } = context
  const ofRuns = runs.flatMap((run) => [
    run.branch,
    branchName(run, repository),
    `refs/heads/${run.branch}`,
    run.sha,
    run.headRepository,
    run.workflowPath,
    run.workflowName,
    run.actor,
    incidentKey(run, repository),
  ])
  const own = [repository, ref, ref.replace(/^refs\/(?:heads|tags)\//, ''), sha, workflow, workflowRef, actor]
  return [...own, serverUrl, apiUrl, `${serverUrl}/${repository}`, ...ofRuns].filter(Boolean)
}

/** Ids and addresses of a run that programs compare or follow; they stay whole whatever word a secret is. */
export function identityOf(run: Run, repository: string, serverUrl: string): string[] {
  const key = incidentKey(run, repository)
  return addresses([runUrl({ serverUrl, repository, run }), key, issueId(key), run.sha, webhookSchema])
}

/** The same of a story: its jobs, the changes and their pull requests. */
export function identityOfStory(story: Story): string[] {
  const { run, repository, serverUrl, decided, failing, suspects } = story
  const base = `${serverUrl}/${repository}`
  const shas = [decided.lastGreen?.sha, decided.incident?.first.sha].filter((sha) => sha !== undefined)
  const compare = compareUrl(story)
  return addresses([
    ...identityOf(run, repository, serverUrl),
    ...shas,
    ...(compare ? [compare] : []),
    ...failing.map((job) => jobUrl(story, job)),
    ...(suspects?.list ?? []).flatMap(({ sha, pullRequest }) => [
      sha,
      `${base}/commit/${sha}`,
      `${base}/pull/${pullRequest}`,
    ]),
  ])
}

// In markdown some characters of an address are encoded.
function addresses(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [text, text.replace(/_/g, '%5F')])
}

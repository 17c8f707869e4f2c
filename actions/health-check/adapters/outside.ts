import { maskSecret, type Platform } from '@ecosystem-actions/core/action'
import { repositoryArtifacts } from '@ecosystem-actions/core/adapters/artifact-shelf'
import { realTimeLimit } from '@ecosystem-actions/core/adapters/time-limit'
import { UserError } from '@ecosystem-actions/core/errors'
import type { HistoryStore } from '@ecosystem-actions/core/history'
import { artifactHistory } from '@ecosystem-actions/core/history/artifacts'
import { branchHistory } from '@ecosystem-actions/core/history/branch'
import { fallbackHistory } from '@ecosystem-actions/core/history/fallback'
import type { ArtifactShelf } from '@ecosystem-actions/core/history/artifact-shelf'
import type { GitHub } from '@ecosystem-actions/core/ports'
import type { Options } from '../inputs.ts'
import type { Ports } from '../ports.ts'
import { measured } from '../trend/record.ts'
import { backupFile } from './backup-file.ts'
import { gitWork } from './git-work.ts'
import { network } from './network.ts'

/** Everything outside of a run, put together from its inputs. */
export function outside(platform: Platform, options: Options): Ports {
  const { context, runner, files, clock } = platform
  const token = options['github-token']
  const deadline = new Date(clock.now().getTime() + options['deadline-minutes'] * 60_000 + 120_000)
  const github = token === '' ? undefined : platform.github(token, { deadline })
  const inRepository = github !== undefined && context.repository !== ''
  const shelf = inRepository ? repositoryArtifacts(github, context.repository, context.temporary) : undefined
  return {
    ...platform,
    github,
    limit: realTimeLimit(),
    mask: (secret) => maskSecret(platform, secret),
    history: shelf && github && ((notice) => historyOf(platform, { options, github, shelf, notice })),
    memory: () => process.memoryUsage.rss(),
    canary: () => reachable(context.apiUrl),
    webhook: (envName, body) => post(runner.env(envName) ?? '', body),
    probes: {
      files,
      network: network({ allowPrivate: options['allow-private-addresses'] }),
      git: gitWork(context.workspace),
      backup: backupFile(context.workspace),
      github,
      shelf,
      repository: context.repository,
      serverUrl: context.serverUrl,
      env: (name) => runner.env(name),
    },
  }
}

interface HistoryChoice {
  options: Options
  github: GitHub
  shelf: ArtifactShelf
  notice: (sentence: string) => void
}

function historyOf(
  { clock, context }: Platform,
  { options, github, shelf, notice }: HistoryChoice,
): HistoryStore {
  const artifacts = artifactHistory({ shelf })
  const stores =
    options.history === 'branch'
      ? [branchHistory({ github, clock, repository: context.repository, measure: measured }), artifacts]
      : [artifacts]
  return fallbackHistory(stores, notice)
}

// Any answer, whatever it says, shows that the network is there.
async function reachable(apiUrl: string): Promise<boolean> {
  const answer = await network({ allowPrivate: true }).http({
    url: apiUrl,
    method: 'HEAD',
    headers: {},
    maxRedirects: 0,
    maxBody: 0,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
  })
  return answer.ok
}

async function post(url: string, body: unknown): Promise<void> {
  if (!/^https?:\/\//.test(url))
    throw new UserError('The variable of `escalation.webhook-env` holds no address.')
  const signal = AbortSignal.timeout(10_000)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
    redirect: 'error',
  })
  if (!answer.ok) throw new UserError(`The webhook of the escalation answered ${answer.status}.`)
}

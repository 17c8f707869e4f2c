import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exactly } from '../plan/drift.ts'
import type { CountByGit } from '../forge.ts'
import type { Comparison } from '../model.ts'
import { graphCounts } from '../scan/graph-counts.ts'

interface Git {
  /** Where repositories are cloned from, e.g. https://github.com */
  serverUrl: string
  token: () => Promise<string>
  /** Where temporary repositories may be made. */
  temporary: string
}

/**
 * Counts all branches of a repository from its commit graph: a bare fetch without trees and files (some 400 bytes a commit), which costs nothing of
 * the API's limits (https://git-scm.com/docs/git-fetch#Documentation/git-fetch.txt---filterfilter-spec).
 */
export function gitCounter({ serverUrl, token, temporary }: Git): CountByGit {
  return async (repository, base, tips) => {
    const folder = await mkdtemp(join(temporary, 'ecosystem-sync-git-'))
    try {
      const url = `${serverUrl}/${repository}.git`
      // The token travels by environment: an argument would be seen by every process of the machine.
      const basic = Buffer.from(`x-access-token:${await token()}`).toString('base64')
      const env = {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
      }
      await git(['init', '--quiet', '--bare', folder])
      await git(
        ['-C', folder, 'fetch', '--quiet', '--no-tags', '--filter=tree:0', url, '+refs/heads/*:refs/heads/*'],
        env,
      )
      return (
        (await countInside(folder, base)) ??
        graphCounts((await git(['-C', folder, 'rev-list', '--parents', '--all'])).split('\n'), base, tips)
      )
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

/** Git 2.41 counts all branches in one walk; undefined where it cannot, or where it says of a branch what it says of unrelated ones too. */
async function countInside(folder: string, base: string): Promise<Map<string, Comparison> | undefined> {
  const format = `%(objectname) %(ahead-behind:${base})`
  const text = await git(['-C', folder, 'for-each-ref', `--format=${format}`, 'refs/heads']).catch(
    () => undefined,
  )
  if (text === undefined) return undefined
  const total = Number(await git(['-C', folder, 'rev-list', '--count', base]))
  const counts = new Map<string, Comparison>()
  for (const line of text.split('\n').filter(Boolean)) {
    const [oid = '', ahead = '', behind = ''] = line.split(' ')
    if (!/^\d+$/.test(ahead) || !/^\d+$/.test(behind)) return undefined
    counts.set(oid, Number(behind) === total ? 'unrelated' : exactly(Number(ahead), Number(behind)))
  }
  return counts
}

const timeout = 10 * 60_000

function git(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...env },
      timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString())
      else
        reject(
          new Error(
            `git ${args.find((arg) => /^[a-z]/.test(arg)) ?? ''} ended with ${code}: ${Buffer.concat(err).toString().trim().slice(0, 300)}`,
          ),
        )
    })
  })
}

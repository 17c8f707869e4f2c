import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { GitWork, IndexEntry } from '../probes.ts'

const run = promisify(execFile)

/** Git's own answers about the workspace: by the program, which every runner has, without a shell and without reading its configuration for hooks. */
export function gitWork(workspace: string): GitWork {
  const git = async (args: readonly string[], maxBuffer = 64 * 1024 * 1024): Promise<Buffer> => {
    const safe = [
      '-c',
      `safe.directory=${workspace}`,
      '-c',
      'core.fsmonitor=false',
      '-c',
      'core.quotepath=false',
    ]
    const { stdout } = await run('git', [...safe, ...args], {
      cwd: workspace,
      encoding: 'buffer',
      maxBuffer,
      timeout: 60_000,
      windowsHide: true,
    })
    return stdout
  }
  let index: Promise<readonly IndexEntry[] | undefined> | undefined
  return {
    index() {
      index ??= git(['ls-files', '--stage', '-z']).then(entriesOf, () => undefined)
      return index
    },
    async staged(path, limit) {
      // Blobs are small scripts; the limit cuts what is kept, not what git reads.
      const content = await git(['cat-file', 'blob', `:${path}`]).catch(() => undefined)
      return content?.subarray(0, limit)
    },
    async shallow() {
      return (await git(['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true'
    },
    lastChanges: (paths) => lastChanges(git, paths),
  }
}

function entriesOf(stdout: Buffer): IndexEntry[] {
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const found = /^(\d{6}) [\da-f]+ \d\t(.+)$/s.exec(line)
      return found ? [{ mode: found[1] ?? '', path: found[2] ?? '' }] : []
    })
}

// One walk through the history answers for all files; a commit each would be minutes on a large repository.
async function lastChanges(
  git: (args: readonly string[]) => Promise<Buffer>,
  paths: readonly string[],
): Promise<Map<string, Date>> {
  const changes = new Map<string, Date>()
  if (paths.length === 0) return changes
  const wanted = new Set(paths)
  const format = '--format=%x01%ct'
  const narrow = paths.length <= 200 ? ['--', ...paths.map((path) => `:(literal,top)${path}`)] : []
  const log = (
    await git(['log', '-z', '--name-only', '--no-renames', '--diff-filter=AMT', '-m', format, ...narrow])
  ).toString('utf8')
  let at = new Date(0)
  for (const token of log.split('\0')) {
    const { time, path } = tokenOf(token)
    if (time !== undefined) at = time
    if (wanted.has(path) && !changes.has(path)) changes.set(path, at)
  }
  return changes
}

// A commit begins with the mark of the format and its time, and the first of its paths follows in the same token.
function tokenOf(token: string): { time: Date | undefined; path: string } {
  if (!token.startsWith('\u0001')) return { time: undefined, path: token.replace(/^\n+/, '') }
  const [seconds = '', ...rest] = token.slice(1).split('\n')
  return { time: new Date(Number(seconds) * 1000), path: rest.join('\n').replace(/^\n+/, '') }
}

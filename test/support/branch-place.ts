import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { historyScene, lostAnswers, type HistoryScene } from './history-scene.ts'
import type { RetentionPlace } from './retention-suite.ts'

const branch = 'automation-data'
const writers = 4

/** The data branch on the emulator; what stands on it is read by git, from a clone. */
export async function branchOnEmulator({
  graphql,
}: {
  graphql: boolean
}): Promise<RetentionPlace & { scene: HistoryScene; unlock(): Promise<void>; close(): Promise<void> }> {
  const scene = await historyScene(writers)
  const faults = graphql ? [] : [{ match: { graphql: 'createCommitOnBranch' }, status: 501 }]
  scene.emulator.addFaults(faults)
  const folder = mkdtempSync(join(tmpdir(), 'branch-'))
  // The emulator answers from this very process: nothing may wait for git without letting it.
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', args, { cwd: folder, maxBuffer: 1e8 })).stdout
  await git('init', '-q', '--bare')
  const lines = async (...args: string[]) => (await git(...args)).split('\n').filter(Boolean)
  const fetched = () => {
    const address = scene.emulator.url.replace('://', '://x:ghs_writer0@')
    return git('fetch', '-q', `${address}/acme/data.git`, `+refs/heads/${branch}:refs/heads/${branch}`)
  }
  const at = { owner: 'acme', repo: 'data' }
  return {
    scene,
    writers,
    open: (now, writer = 0) => scene.branch(writer, { now }),
    async paths() {
      await fetched()
      return lines('ls-tree', '-r', '--name-only', branch)
    },
    async commits() {
      await fetched()
      const commits = await lines('rev-list', '--reverse', branch)
      const ids = '"(r|new|w[0-9]+)-[0-9]{4}"'
      return Promise.all(commits.map((commit) => git('grep', '-hoE', ids, commit)))
    },
    async put(path, text) {
      const content = Buffer.from(text).toString('base64')
      const change = { ...at, path, branch, message: 'by hand', content }
      await scene.github(0).request('PUT /repos/{owner}/{repo}/contents/{path}', change)
    },
    loseAnswers(share) {
      scene.emulator.clearFaults()
      scene.emulator.addFaults([...faults, ...(share > 0 ? lostAnswers(share) : [])])
    },
    async unlock() {
      // The last token of a scene is that of an administrator.
      const route = 'DELETE /repos/{owner}/{repo}/branches/{branch}/protection'
      await scene.github(writers).request(route, { ...at, branch })
    },
    async close() {
      rmSync(folder, { recursive: true, force: true })
      await scene.close()
    },
  }
}

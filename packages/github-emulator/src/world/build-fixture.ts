// Copies a real repository into a world.
import type { Repository } from '../domain/model.ts'
import { adoptCommits, branchTip } from '../domain/revisions.ts'
import type { World } from '../domain/world.ts'
import { mustGit, runGit } from '../git/git.ts'
import { WorldMistake } from './mistake.ts'

/** Copies a real repository's branches and tags into the shared store. */
export async function importFixture(world: World, repository: Repository, path: string): Promise<void> {
  const { store } = world
  const space = `refs/fixture/${repository.id}`
  const refspecs = ['heads', 'tags'].map((kind) => `+refs/${kind}/*:${space}/${kind}/*`)
  const { directory } = store
  const trust = ['-c', 'safe.directory=*']
  const fetched = await runGit([...trust, 'fetch', '-q', '--no-tags', path, ...refspecs], { directory })
  if (fetched.code !== 0)
    throw new WorldMistake(`${path} is no git repository that can be read: ${fetched.stderr.trim()}`, [
      'git_fixture',
    ])
  // All commits in one go: following parents one by one would cost a round trip each.
  const oids = await mustGit(['rev-list', `--glob=${space}/*`], { directory })
  await Promise.all(
    oids
      .split('\n')
      .filter((oid) => oid !== '')
      .map((oid) => store.read(oid)),
  )
  const listed = await mustGit(['for-each-ref', '--format=%(objectname) %(refname)', space], {
    directory: store.directory,
  })
  for (const line of listed.split('\n').filter((line) => line !== '')) {
    const [oid = '', ref = ''] = line.split(' ')
    const name = `refs/${ref.slice(space.length + 1)}`
    repository.refs.set(name, oid)
    const commit = await resolveTarget(world, oid)
    if (commit) await adoptCommits(world, repository, commit)
  }
  if (branchTip(repository, repository.defaultBranch)) return
  const head = await runGit([...trust, 'ls-remote', '--symref', path, 'HEAD'], { directory })
  const named = /^ref: refs\/heads\/(\S+)\s+HEAD/m.exec(head.stdout.toString('utf8'))?.[1]
  if (named !== undefined && branchTip(repository, named)) repository.defaultBranch = named
}

async function resolveTarget(world: World, oid: string): Promise<string | undefined> {
  if (await world.store.commit(oid)) return oid
  const target = /^object ([0-9a-f]{40})/.exec(
    (await world.store.read(oid))?.body.toString('utf8') ?? '',
  )?.[1]
  return target ? resolveTarget(world, target) : undefined
}

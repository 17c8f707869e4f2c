// Copies a real repository into a world.
import type { Repository } from '../domain/model.ts'
import { adoptCommits } from '../domain/revisions.ts'
import type { World } from '../domain/world.ts'
import { mustGit } from '../git/git.ts'

/** Copies a real repository's branches and tags into the shared store. */
export async function importFixture(world: World, repository: Repository, path: string): Promise<void> {
  const { store } = world
  const space = `refs/fixture/${repository.id}`
  const refspecs = ['heads', 'tags'].map((kind) => `+refs/${kind}/*:${space}/${kind}/*`)
  await mustGit(['fetch', '-q', '--no-tags', path, ...refspecs], { directory: store.directory })
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
}

async function resolveTarget(world: World, oid: string): Promise<string | undefined> {
  if (await world.store.commit(oid)) return oid
  const target = /^object ([0-9a-f]{40})/.exec(
    (await world.store.read(oid))?.body.toString('utf8') ?? '',
  )?.[1]
  return target ? resolveTarget(world, target) : undefined
}

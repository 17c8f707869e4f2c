// A repository as a bare git directory: refs from memory, objects borrowed from the shared store by alternates.
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustGit } from '../git/git.ts'
import type { Repository } from '../domain/model.ts'
import type { World } from '../domain/world.ts'

const config = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
[gc]
	auto = 0
[http]
	receivepack = true
[receive]
	autogc = false
	hideRefs = refs/pull
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
`

/** Refuses what the emulator has decided to refuse; git itself does the rest. */
const updateHook = `#!/bin/sh
printf '%s\\n' "$EMULATOR_REFUSALS" | while IFS='|' read -r ref message; do
  if [ "$ref" = "$1" ]; then
    printf '%s\\n' "$message" | tr '~' '\\n' >&2
    exit 1
  fi
done
`

/** The environment in which git reads and writes the shared object store. */
export function sharedObjects(world: World): Record<string, string> {
  return { GIT_OBJECT_DIRECTORY: world.store.objectsDirectory }
}

/** Writes the bare repository when its refs have moved since the last time. */
export function writeToDisk(world: World, repository: Repository): void {
  const { directory } = repository
  if (!repository.refsDirty && existsSync(directory)) return
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'hooks'])
    mkdirSync(join(directory, folder), { recursive: true })
  rmSync(join(directory, 'refs'), { recursive: true, force: true })
  mkdirSync(join(directory, 'refs/heads'), { recursive: true })
  writeFileSync(join(directory, 'HEAD'), `ref: refs/heads/${repository.defaultBranch}\n`)
  writeFileSync(join(directory, 'config'), config)
  writeFileSync(join(directory, 'objects/info/alternates'), `${world.store.objectsDirectory}\n`)
  writeFileSync(join(directory, 'hooks/update'), updateHook)
  chmodSync(join(directory, 'hooks/update'), 0o755)
  const lines = [...repository.refs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ref, oid]) => `${oid} ${ref}\n`)
  writeFileSync(join(directory, 'packed-refs'), `# pack-refs with: sorted \n${lines.join('')}`)
  repository.refsDirty = false
}

/** All refs as git has them after a push. */
export async function refsOnDisk(world: World, repository: Repository): Promise<Map<string, string>> {
  const text = await mustGit(['for-each-ref', '--format=%(objectname) %(refname)'], {
    directory: repository.directory,
    environment: sharedObjects(world),
  })
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(41), line.slice(0, 40)]),
  )
}

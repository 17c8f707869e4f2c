import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Facts about this repository that scripts and tests share. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Names of the actions whose sources are here, i.e. that have a `main.ts`. */
export function builtActions(): string[] {
  return readdirSync(join(root, 'actions'))
    .filter((name) => existsSync(join(root, 'actions', name, 'main.ts')))
    .sort()
}

/** The root action: its metadata is the root action.yml, its sources are here like those of the others. */
export const rootAction = 'check-repository'

/** Path of an action's metadata, relative to the repository. */
export function metadataFile(name: string): string {
  return name === rootAction ? 'action.yml' : `actions/${name}/action.yml`
}

/** Names of all actions that have metadata. */
export function declaredActions(): string[] {
  return readdirSync(join(root, 'actions'))
    .filter((name) => existsSync(join(root, metadataFile(name))))
    .sort()
}

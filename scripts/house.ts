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

/** Folder names of all actions that have metadata. */
export function declaredActions(): string[] {
  return readdirSync(join(root, 'actions'))
    .filter((name) => existsSync(join(root, 'actions', name, 'action.yml')))
    .sort()
}

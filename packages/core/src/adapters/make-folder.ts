import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * The folder and those above it. Not node's `recursive`: where a folder that exists answers ENOENT to a new one in it, as `/proc` does, node 20
 * and 24 try again for ever.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if (isFolder(path)) return
    const above = dirname(path)
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' || above === path || isFolder(above)) throw error
    makeFolder(above)
    makeFolder(path)
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

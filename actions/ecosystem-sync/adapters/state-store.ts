import { UserError } from '@ecosystem-actions/core/errors'
import type { Files } from '@ecosystem-actions/core/ports'
import type { StateStore } from '../run.ts'

/** Where the state lives: a file of the workspace, which `actions/cache` carries from run to run. Empty: nowhere. */
export function stateStore(files: Files, where: string): StateStore | undefined {
  if (where === '') return undefined
  if (where.startsWith('branch:')) throw new UserError('`state` names a branch.', 'Give the path of a file.')
  return {
    read: () => files.read(where, 512 * 1024 * 1024),
    write: (text) => files.write(where, text),
  }
}

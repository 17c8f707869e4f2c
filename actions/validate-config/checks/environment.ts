import type { Files } from '@ecosystem-actions/core/ports'
import type { Finding } from '../finding.ts'
import { relative } from '../gather.ts'

const nowhere = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 }

/** Variables that are not set, or empty: an unset secret arrives as an empty text. No value ever leaves this function. */
export function missingEnvironment(
  names: readonly string[],
  env: (name: string) => string | undefined,
): Finding[] {
  return names.flatMap((name) => {
    const value = env(name)
    if (value !== undefined && value.trim() !== '') return []
    return [
      {
        rule: 'required-env',
        severity: 'error' as const,
        message: `The environment variable ${name} is ${value === undefined ? 'not set' : 'empty'}.`,
        hint: `Set it under \`env:\` of the step, for example ${name}: \${{ secrets.${name} }}; a secret that does not exist is empty.`,
        ...nowhere,
      },
    ]
  })
}

/** Paths and globs that no file matches. `folder/` asks for a folder. */
export async function missingFiles(wanted: readonly string[], files: Files): Promise<Finding[]> {
  const found: Finding[] = []
  for (const pattern of wanted) {
    const problem = await problemOf(relative(pattern, files.root), files)
    if (problem !== undefined)
      found.push({
        rule: 'required-file',
        severity: 'error',
        message: `${JSON.stringify(pattern)} ${problem}.`,
        hint: 'Add it to the repository, or correct the path.',
        ...nowhere,
      })
  }
  return found
}

async function problemOf(path: string, files: Files): Promise<string | undefined> {
  if (path.endsWith('/')) {
    const folder = await files.stat(path.replace(/\/+$/, ''))
    return folder?.kind === 'directory' ? undefined : folder ? 'is no folder' : 'does not exist'
  }
  const exact = await files.stat(path)
  if (exact) return exact.kind === 'file' ? undefined : 'is a folder; end it with / if a folder is meant'
  if ((await files.glob([path])).length > 0) return undefined
  const [other] = /[*?[\]{}]/.test(path) ? [] : await files.glob([`**/${path.split('/').at(-1)}`])
  return other === undefined ? 'does not exist' : `does not exist, but ${JSON.stringify(other)} does`
}

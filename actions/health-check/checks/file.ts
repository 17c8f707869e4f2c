import { plural } from '@ecosystem-actions/core/markdown'
import { z } from 'zod'
import { error, ok, type CheckKind, type Verdict } from '../check.ts'
import { globs } from '../plan/settings.ts'

const settings = z.strictObject({ path: globs, 'min-bytes': z.int().min(0).default(0) })

export interface FoundFiles {
  pattern: string
  /** Without a size it is a folder. */
  files: readonly { path: string; size: number | undefined }[]
  /** Links whose target is not there. */
  dangling?: readonly string[]
}

/** Each pattern must match a file, and each file must have its size. */
export function judgeFiles(found: readonly FoundFiles[], minimum: number): Verdict {
  const missing = found.filter(({ files }) => files.length === 0).map(({ pattern }) => pattern)
  if (missing.length > 0) {
    const [only = ''] = missing
    const what =
      missing.length === 1
        ? missingWords(only, found)
        : `${missing.length} files are missing: ${missing.join(', ')}.`
    return error('missing', what, {
      evidence: { missing },
      fix: `Add ${missing[0]}, or take it out of the list.`,
    })
  }
  const files = found.flatMap((one) => one.files)
  const folders = files.filter(({ size }) => size === undefined).map(({ path }) => path)
  if (minimum > 0 && folders.length > 0)
    return error(
      'no_file',
      `${folders.join(', ')} ${folders.length === 1 ? 'is a folder' : 'are folders'} and no file with a size.`,
    )
  const small = files.filter(({ size = 0 }) => size < minimum).map(({ path }) => path)
  if (small.length > 0)
    return error(
      'too_small',
      `${small.join(', ')} ${small.length === 1 ? 'has' : 'have'} less than ${plural(minimum, 'byte')}.`,
      { evidence: { small } },
    )
  const [only] = files
  const message =
    files.length === 1 && only
      ? `${only.path} exists (${only.size === undefined ? 'a folder' : plural(only.size, 'byte')}).`
      : `${files.length} files exist.`
  return ok(message, { files: files.slice(0, 20).map(({ path }) => path) })
}

function missingWords(pattern: string, found: readonly FoundFiles[]): string {
  const [link] = found.find((one) => one.pattern === pattern)?.dangling ?? []
  if (link) return `${link} is a link to a file that is not there.`
  return /[*?{[]/.test(pattern) ? `Nothing matches ${pattern}.` : `${pattern} is missing.`
}

export const file: CheckKind<typeof settings> = {
  kind: 'file',
  settings,
  async look(settings, { files }) {
    const found = await Promise.all(
      settings.path.map(async (pattern) => {
        const direct = await files.stat(pattern)
        if (direct)
          return {
            pattern,
            files: [{ path: pattern, size: direct.kind === 'directory' ? undefined : direct.size }],
          }
        const paths = await files.glob([pattern])
        const stats = await Promise.all(paths.map(async (path) => ({ path, stat: await files.stat(path) })))
        return {
          pattern,
          files: stats.flatMap(({ path, stat }) => (stat ? [{ path, size: stat.size }] : [])),
          dangling: stats.flatMap(({ path, stat }) => (stat ? [] : [path])),
        }
      }),
    )
    return judgeFiles(found, settings['min-bytes'])
  },
}

import { z } from 'zod'
import { error, ok, type CheckKind, type Verdict } from '../check.ts'
import { globs } from '../settings.ts'

const settings = z.strictObject({ path: globs, 'min-bytes': z.int().min(0).default(0) })

export interface FoundFiles {
  pattern: string
  files: readonly { path: string; size: number }[]
}

/** Each pattern must match a file, and each file must have its size. */
export function judgeFiles(found: readonly FoundFiles[], minimum: number): Verdict {
  const missing = found.filter(({ files }) => files.length === 0).map(({ pattern }) => pattern)
  if (missing.length > 0) {
    const what =
      missing.length === 1
        ? `${missing[0]} is missing.`
        : `${missing.length} files are missing: ${missing.join(', ')}.`
    return error('missing', what, {
      evidence: { missing },
      fix: `Add ${missing[0]}, or take it out of the list.`,
    })
  }
  const files = found.flatMap((one) => one.files)
  const small = files.filter(({ size }) => size < minimum).map(({ path }) => path)
  if (small.length > 0)
    return error(
      'too_small',
      `${small.join(', ')} ${small.length === 1 ? 'has' : 'have'} less than ${minimum} bytes.`,
      { evidence: { small } },
    )
  const [only] = files
  const message =
    files.length === 1 ? `${only?.path} exists (${only?.size} bytes).` : `${files.length} files exist.`
  return ok(message, { files: files.slice(0, 20).map(({ path }) => path) })
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
            files: [{ path: pattern, size: direct.kind === 'file' ? direct.size : Infinity }],
          }
        const paths = await files.glob([pattern])
        const sized = paths.map(async (path) => ({ path, size: (await files.stat(path))?.size ?? 0 }))
        return { pattern, files: await Promise.all(sized) }
      }),
    )
    return judgeFiles(found, settings['min-bytes'])
  },
}

import picomatch from 'picomatch'
import { z } from 'zod'
import { error, ok, unknown, type CheckKind, type Verdict } from '../check.ts'
import { globs } from '../plan/settings.ts'

const settings = z.strictObject({ path: globs, shebang: z.boolean().default(true) })

export interface Script {
  path: string
  mode: string
  /** The first line as committed, with its line end. */
  firstLine: string
}

/** What stops a script from being run, from git's index: the bit of the disk differs by machine, and Windows has none. */
export function judgeScripts(
  scripts: readonly Script[],
  { patterns, shebang }: { patterns: readonly string[]; shebang: boolean },
): Verdict {
  const missing = patterns.filter((pattern) => {
    const matches = picomatch(pattern.replace(/^\.\//, ''), { dot: true })
    return !scripts.some(({ path }) => matches(path))
  })
  if (missing.length > 0)
    return error('missing', `${missing.join(', ')} is not in git's index.`, {
      evidence: { missing },
      fix: 'Commit the script, or take it out of the list.',
    })
  const problems = scripts.flatMap((script) => problemsOf(script, shebang))
  const [first] = problems
  if (!first)
    return ok(
      scripts.length === 1
        ? `${scripts[0]?.path} is executable.`
        : `${scripts.length} scripts are executable.`,
    )
  const more = problems.length > 1 ? ` ${problems.length - 1} more.` : ''
  return error(first.reason, `${first.message}${more}`, {
    evidence: { problems: problems.map(({ message }) => message).slice(0, 20) },
    fix: first.fix,
  })
}

function problemsOf(
  { path, mode, firstLine }: Script,
  shebang: boolean,
): { reason: string; message: string; fix: string }[] {
  if (mode !== '100755')
    return [
      {
        reason: 'not_executable',
        message: `${path} is not executable in git (mode ${mode}).`,
        fix: `git update-index --chmod=+x ${path}`,
      },
    ]
  if (!shebang) return []
  if (!firstLine.startsWith('#!') && !/\.(?:exe|bat|cmd)$/i.test(path) && !firstLine.startsWith('\u007fELF'))
    return [
      {
        reason: 'no_shebang',
        message: `${path} has no #! line.`,
        fix: `Start ${path} with a line such as #!/usr/bin/env bash.`,
      },
    ]
  // The kernel takes the carriage return as part of the interpreter's name: "bad interpreter".
  if (/\r\n?$/.test(firstLine))
    return [
      {
        reason: 'line_ends',
        message: `${path} has Windows line ends after its #! line.`,
        fix: `Add "${path} text eol=lf" to .gitattributes and commit the file again.`,
      },
    ]
  return []
}

export const executable: CheckKind<typeof settings> = {
  kind: 'executable',
  settings,
  async look({ path, shebang }, { git }) {
    const index = await git.index()
    if (!index)
      return unknown('no_git', 'The workspace is no git repository, so the mode of scripts is not known.', {
        fix: 'Run actions/checkout before this step.',
      })
    const wanted = picomatch(
      path.map((one) => one.replace(/^\.\//, '')),
      { dot: true },
    )
    const scripts = await Promise.all(
      index
        .filter((entry) => wanted(entry.path) && entry.mode !== '120000')
        .slice(0, 500)
        .map(async (entry) => ({ ...entry, firstLine: firstLine(await git.staged(entry.path, 4096)) })),
    )
    return judgeScripts(scripts, { patterns: path, shebang })
  },
}

function firstLine(bytes: Uint8Array | undefined): string {
  const text = new TextDecoder('latin1').decode(bytes?.subarray(0, 4096))
  const end = text.indexOf('\n')
  return end < 0 ? text : text.slice(0, end + 1)
}

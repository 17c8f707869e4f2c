import { UserError } from '@ecosystem-actions/core/errors'
import type { Files } from '@ecosystem-actions/core/ports'
import type { Finding } from './finding.ts'
import type { Patterns } from './inputs.ts'

export interface TextFile {
  /** POSIX path relative to the workspace. */
  path: string
  text: string
}

export interface Gathered {
  files: TextFile[]
  findings: Finding[]
}

interface Request {
  /** Name of the input, for messages. */
  input: string
  patterns: Patterns
  /** Folders below the workspace that globs look into. */
  depth?: number
}

// GitHub reads workflow files up to 500 kB or so; nothing a person writes is near this.
const sizeLimit = 2_000_000

/** Reads the files of one input. A path or glob that somebody wrote and that matches nothing is a finding: it would check nothing in silence. */
export async function gather(files: Files, { input, patterns, depth }: Request): Promise<Gathered> {
  const paths = new Set<string>()
  const findings: Finding[] = []
  for (const pattern of patterns.patterns) {
    const matches = await matching(files, pattern, depth)
    for (const path of matches) paths.add(path)
    if (matches.length === 0 && patterns.given) findings.push(nothing(input, pattern))
  }
  const read = await Promise.all([...paths].map((path) => readOne(files, path)))
  return {
    files: read.flatMap(({ file }) => (file ? [file] : [])),
    findings: [...findings, ...read.flatMap(({ finding }) => (finding ? [finding] : []))],
  }
}

async function matching(files: Files, pattern: string, depth: number | undefined): Promise<string[]> {
  const path = relative(pattern, files.root)
  const found = await files.stat(path)
  if (found?.kind === 'file') return [path]
  return files.glob([path], depth === undefined ? {} : { depth })
}

/** `./a`, `a` and the absolute path of `a` are the same file and get one name. */
export function relative(path: string, root: string): string {
  const posix = path.replace(/\\/g, '/')
  const home = `${root.replace(/\\/g, '/').replace(/\/+$/, '')}/`
  return (posix.startsWith(home) ? posix.slice(home.length) : posix).replace(/^(?:\.\/+)+/, '')
}

async function readOne(files: Files, path: string): Promise<{ file?: TextFile; finding?: Finding }> {
  try {
    const text = await files.read(path, sizeLimit)
    if (text !== undefined) return { file: { path, text } }
    return { finding: unreadable(path, 'It is gone.') }
  } catch (error) {
    if (error instanceof UserError) return { finding: unreadable(path, error.message) }
    throw error
  }
}

const nowhere = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 }

function nothing(input: string, pattern: string): Finding {
  return {
    rule: 'nothing-matched',
    severity: 'error',
    message: `${JSON.stringify(pattern)} of the input "${input}" matches no file.`,
    hint: 'Correct the path or glob, or leave it out. Paths are relative to the workspace; is the repository checked out?',
    ...nowhere,
  }
}

function unreadable(path: string, why: string): Finding {
  return {
    ...nowhere,
    rule: 'file-unreadable',
    severity: 'error',
    message: `The file cannot be read: ${why}`,
    hint: 'Check that the path is the right one.',
    file: path,
  }
}

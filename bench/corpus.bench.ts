import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { root } from '../scripts/house.ts'
import { table } from './figures.ts'

export const about =
  'validate-config on a local folder of public workflows (FOLDER/owner+name/path as in corpus.txt): what it says, and where'

interface Finding {
  rule: string
  severity: 'error' | 'warning' | 'notice'
  message: string
  file: string
  line: number
}

interface Report {
  findings: Finding[]
  counts: { files: number }
  engines: { name: string; status: string }[]
}

/** The lists of corpus.txt by repository. */
export function corpus(): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const line of readFileSync(join(root, 'bench/corpus.txt'), 'utf8').split('\n')) {
    const [repository, , path] = line.split(' ')
    if (line.startsWith('#') || !repository || !path) continue
    lists.set(repository, [...(lists.get(repository) ?? []), path])
  }
  return lists
}

export function folderOf(corpusFolder: string, repository: string): string {
  return join(corpusFolder, repository.replace('/', '+'))
}

/** The report of the committed bundle on one folder, offline. */
export function validate(workspace: string, inputs: Record<string, string> = {}): Report {
  const out = mkdtempSync(join(tmpdir(), 'validate-'))
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], GITHUB_WORKSPACE: workspace }
  const given = { 'fail-on': 'never', 'report-file': join(out, 'report.json'), ...inputs }
  for (const [name, value] of Object.entries(given)) env[`INPUT_${name.toUpperCase()}`] = value
  const entry = join(root, 'dist/validate-config/index.js')
  const { stdout, stderr } = spawnSync(process.execPath, [entry], { env, encoding: 'utf8' })
  const file = join(out, 'report.json')
  if (!existsSync(file))
    throw new Error(`validate-config wrote no report for ${workspace}:\n${stdout}\n${stderr}`)
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  rmSync(out, { recursive: true })
  return report
}

export async function run(args: string[]): Promise<void> {
  const folder = resolve(args[0] ?? '')
  if (args[0] === undefined || !existsSync(folder)) {
    console.error(
      'Usage: npm run bench -- corpus FOLDER [rule ...]\nFOLDER holds the files of bench/corpus.txt as owner+name/path.',
    )
    process.exitCode = 2
    return
  }
  const shown = new Set(args.slice(1))
  const totals = new Map<string, { findings: number; files: Set<string> }>()
  let files = 0
  let missing = 0
  for (const [repository, paths] of corpus()) {
    const workspace = folderOf(folder, repository)
    const present = paths.filter((path) => existsSync(join(workspace, path)))
    missing += paths.length - present.length
    if (present.length === 0) continue
    const report = validate(workspace)
    files += report.counts.files
    for (const { rule, severity, message, file, line } of report.findings) {
      const key = `${severity} ${rule}`
      const total = totals.get(key) ?? { findings: 0, files: new Set<string>() }
      total.findings++
      total.files.add(`${repository}/${file}`)
      totals.set(key, total)
      if (severity === 'error' || shown.has(rule))
        console.log(`${repository}/${file}:${line} ${severity} ${rule}: ${message}`)
    }
  }
  const rows = [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { findings, files: where }]) => [key, String(findings), String(where.size)])
  console.log(table(['', 'findings', 'files'], rows))
  console.log(`${files} files looked at; ${missing} of the list are not in the folder.`)
  if (files === 0) process.exitCode = 1
  await Promise.resolve()
}

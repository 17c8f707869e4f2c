import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { root } from '../scripts/house.ts'
import { corpus, folderOf } from './corpus.bench.ts'
import { median, table } from './figures.ts'

export const about =
  'validate-config cold on 30 workflows, and on 400 real ones (FOLDER as for corpus) beside the bare YAML parser; size of the bundle'

// A workflow as one finds them: a matrix, services, conditions, scripts with expressions.
function workflow(index: number): string {
  const job = (name: string, need: string) => `  ${name}:
    runs-on: \${{ matrix.os }}
${need}    permissions:
      contents: read
    timeout-minutes: 20
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-latest, windows-latest, macos-latest]
        node: [20, 22, 24]
    steps:
      - uses: actions/checkout@v5
        with:
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: \${{ matrix.node }}
      - id: build
        if: \${{ github.event_name == 'push' || contains(github.event.pull_request.labels.*.name, 'build') }}
        env:
          TARGET: \${{ matrix.os }}-\${{ matrix.node }}
        run: |
          npm ci
          npm run build -- --target "$TARGET"
          echo "version=$(node -p 'process.version')" >> "$GITHUB_OUTPUT"
      - run: npm test -- --shard=\${{ strategy.job-index }}/\${{ strategy.job-total }}
      - if: \${{ failure() && steps.build.outcome == 'success' }}
        run: echo "\${{ steps.build.outputs.version }}"
`
  return `name: Workflow ${index}
on:
  push:
    branches: [main, 'release/**']
  pull_request:
permissions: {}
concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true
jobs:
${job('lint', '')}${job('test', '    needs: lint\n')}${job('package', '    needs: [lint, test]\n')}`
}

function time(command: string[], env: NodeJS.ProcessEnv): number {
  const started = performance.now()
  const { status, stderr, stdout } = spawnSync(process.execPath, command, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stdout}\n${stderr}`)
  return (performance.now() - started) / 1000
}

// The least that anybody can do: read every file and parse it as YAML, in a process of its own.
const bare = `import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from ${JSON.stringify(join(root, 'node_modules/yaml/dist/index.js'))}
const folder = join(process.env.GITHUB_WORKSPACE, '.github/workflows')
let files = 0
for (const name of readdirSync(folder)) files += parseDocument(readFileSync(join(folder, name), 'utf8')).contents ? 1 : 0
console.log(files)
`

interface Case {
  name: string
  workspace: string
  files: number
  limit: number
}

export async function run(args: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'validate-bench-'))
  const parser = join(folder, 'bare.mjs')
  writeFileSync(parser, bare)
  const cases = [generated(join(folder, 'generated'), 30), ...real(join(folder, 'real'), args[0], 400)]
  const rounds = Number(args[1] ?? 5)
  const rows = cases.map(({ name, workspace, files, limit }) => {
    const env = { PATH: process.env['PATH'], GITHUB_WORKSPACE: workspace, 'INPUT_FAIL-ON': 'never' }
    const times: number[] = []
    const bareTimes: number[] = []
    for (let i = 0; i < rounds; i++) {
      bareTimes.push(time([parser], env))
      times.push(time([join(root, 'dist/validate-config/index.js')], env))
    }
    const report = JSON.parse(readFileSync(join(workspace, 'validate_report.json'), 'utf8')) as {
      engines: { status: string }[]
    }
    const broken = report.engines.filter(({ status }) => status === 'failed').length
    const seconds = median(times)
    const parse = median(bareTimes)
    return [
      name,
      String(files),
      `${seconds.toFixed(2)} s`,
      `${parse.toFixed(2)} s`,
      `${(seconds / parse).toFixed(1)} ×`,
      `≤ ${limit} s`,
      String(broken),
    ]
  })
  rmSync(folder, { recursive: true })
  console.log(`${rounds} interleaved runs, medians; each is a new process`)
  console.log(table(['', 'files', 'validate-config', 'bare parser', 'ratio', 'claim', 'failed checks'], rows))
  const dist = join(root, 'dist/validate-config')
  const sizes = readdirSync(dist).map((name) => [name, readFileSync(join(dist, name)).length] as const)
  const whole = sizes.reduce((sum, [, size]) => sum + size, 0)
  const entry = sizes.find(([name]) => name === 'index.js')?.[1] ?? 0
  console.log(
    `bundle: entry ${(entry / 1e6).toFixed(2)} MB (claim ≤ 2.2), folder ${(whole / 1e6).toFixed(2)} MB (claim ≤ 4.5)`,
  )
  await Promise.resolve()
}

function generated(workspace: string, files: number): Case {
  const target = join(workspace, '.github/workflows')
  mkdirSync(target, { recursive: true })
  for (let i = 0; i < files; i++) writeFileSync(join(target, `workflow-${i}.yml`), workflow(i))
  return { name: 'generated', workspace, files, limit: 1.5 }
}

function real(workspace: string, folder: string | undefined, files: number): Case[] {
  if (folder === undefined) {
    console.log('The real workflows are left out: give the folder with the files of bench/corpus.txt.')
    return []
  }
  const target = join(workspace, '.github/workflows')
  mkdirSync(target, { recursive: true })
  const all = [...corpus()].flatMap(([repository, paths]) =>
    paths.map(
      (path) =>
        [
          folderOf(resolve(folder), repository),
          path,
          `${repository.replace('/', '-')}-${path.split('/').at(-1)}`,
        ] as const,
    ),
  )
  const taken = all.slice(0, files)
  for (const [from, path, name] of taken) cpSync(join(from, path), join(target, name))
  return [{ name: 'real', workspace, files: taken.length, limit: 6 }]
}

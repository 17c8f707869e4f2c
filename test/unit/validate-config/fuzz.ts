import { expect } from '@jest/globals'
import fc from 'fast-check'
import { runAction } from './harness.ts'

const workflow = `name: CI
on:
  push:
    branches: [main, 'release/**']
  schedule:
    - cron: '0 5 * * 1'
  workflow_dispatch:
    inputs:
      level: { type: choice, options: [a, b], default: a }
permissions: { contents: read }
env: &common
  A: "\\u00e9\\n x"
jobs:
  test:
    name: Test \${{ matrix.os }}
    runs-on: \${{ matrix.os }}
    timeout-minutes: 10
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
        exclude: [{ os: windows-latest }]
    env: *common
    steps:
      - uses: actions/checkout@v5
        with: { persist-credentials: false }
      - id: build
        if: >-
          github.event_name == 'push' &&
          contains(fromJSON('["a"]'), inputs.level)
        run: |
          echo "\${{ github.event.issue.title }}" >> $GITHUB_ENV # validate-config: ignore[template-injection] x
          curl https://example.com | bash || true
  call:
    needs: [test]
    uses: ./.github/workflows/ci.yml
    secrets: inherit
`
const action = `name: x
description: x
branding: { icon: check, color: blue }
inputs:
  a: { description: x, required: true, deprecationMessage: x }
runs:
  using: composite
  steps:
    - run: echo \${{ inputs.a }}
      shell: bash
    - uses: ./.github/actions/other
`
const config = `{
  "repositories": ["octo-org/web", { "name": "octo-org/api", "threshold": 3, "labels": ["x"] }],
  "sync_interval_minutes": 15,
  "pulse_interval_seconds": 9,
  "categories": { "web": 1, "api": 1 },
  "automation_config": { "auto_approve_bot_user_id": 41898282 },
  "defaults": { "strategy": "auto" }
}
`
const protection =
  '{ "protection_rules": { "main": { "required_reviews": 2, "required_status_checks": ["test"] } } }'

const pieces = [
  '${{',
  '}}',
  ': ',
  '- ',
  '\n',
  '\t',
  '\r\n',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '<<: *a',
  '|',
  '>-',
  '#',
  '!!binary ',
  '---\n',
  '...\n',
  'null',
  '.nan',
  '1e999',
  '0x1f',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '😀',
  '\uD800',
  'on',
  'jobs:',
  'steps:',
  '\n      - ',
  '!',
  '&&',
  "format('{0}', ",
  'fromJSON(',
  'matrix.*.x',
  '((((',
  '::error::',
  '%',
  '? ',
  ',,',
]

type Edit = { kind: 'insert' | 'delete' | 'repeat' | 'swap'; at: number; length: number; piece: string }

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('insert' as const, 'delete' as const, 'repeat' as const, 'swap' as const),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  piece: fc.constantFrom(...pieces),
})

function mutate(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, { kind, at, length, piece }) => {
    const from = Math.floor(at * now.length)
    const [before, middle, after] = [
      now.slice(0, from),
      now.slice(from, from + length),
      now.slice(from + length),
    ]
    if (kind === 'insert') return before + piece + middle + after
    if (kind === 'delete') return before + after
    if (kind === 'repeat') return before + middle + middle + after
    return before + piece + after
  }, text)
}

const mutated = (text: string) =>
  fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) => mutate(text, edits))
const bytes = fc.uint8Array({ maxLength: 300 })
const noise = fc.string({ unit: 'binary', maxLength: 200 })
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''))
const any = (text: string) =>
  fc.oneof(
    { weight: 6, arbitrary: mutated(text) },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: noise },
    { weight: 2, arbitrary: soup },
  )

const paths = {
  workflow: '.github/workflows/ci.yml',
  action: '.github/actions/other/action.yml',
  json: 'config/ecosystem-repos.json',
  yaml: 'config/more.yml',
  protection: 'protection.json',
}

/** Loads what loads only once. */
export const warmUp = () => runAction({ files: { [paths.workflow]: workflow } })

/** Whatever stands in the files: no crash, no swallowed defect, no hang, and every finding inside its file. */
export const survives = fc.asyncProperty(
  fc.record({
    workflow: any(workflow),
    action: any(action),
    json: any(config),
    yaml: any(config),
    protection: any(protection),
  }),
  async (texts) => {
    const files = Object.fromEntries(
      Object.entries(paths).map(([key, path]) => [path, texts[key as keyof typeof texts]]),
    )
    const inputs = { config: 'config/*', 'branch-protection': paths.protection, 'sarif-file': 'out.sarif' }
    // Time of this process, not of a busy machine.
    const before = process.cpuUsage()
    const { report, findings, runner } = await runAction({ files, inputs })
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
    if (!report) throw new Error(`no report: ${runner.failures.join()}`)
    expect(findings.filter(({ rule }) => rule === 'internal-error')).toEqual([])
    for (const { file, line, column, endLine, endColumn, message } of findings) {
      if (file === '') continue
      const content = files[file]
      const text =
        typeof content === 'string' ? content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)
      const lines = text.replace(/^\uFEFF/, '').split('\n')
      const inside = (at: number, col: number) =>
        at >= 1 && at <= lines.length && col >= 1 && col <= (lines[at - 1] ?? '').length + 1
      if (!inside(line, column) || !inside(endLine, endColumn))
        throw new Error(`${file}:${line}:${column}-${endLine}:${endColumn} is outside (${message})`)
      if (endLine < line || (endLine === line && endColumn < column))
        throw new Error(`${file}:${line}:${column} ends before it starts (${message})`)
    }
  },
)

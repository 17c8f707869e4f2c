import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { startEmulator } from '@ecosystem-actions/github-emulator'
import { command } from '../support/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'commands-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const world = file('world.yml', 'repositories:\n  - { name: acme/web, files: { README.md: "# web" } }\n')

function workspace(name: string, config: string): string {
  mkdirSync(join(folder, name, 'config'), { recursive: true })
  writeFileSync(join(folder, name, 'config/ecosystem-repos.json'), config)
  return join(folder, name)
}

const good = workspace('good', '{"repositories":["acme/web"],"sync_interval_minutes":15}')
const bad = workspace('bad', '{\n  "repositories": ["acme/web", "acme"],\n  "sync_interval_minutes": 0\n}')

describe('npm run action', () => {
  test('--json prints one object of the promised shape and nothing else', async () => {
    const { code, stdout } = await command('action.ts', [
      'validate-config',
      '--world',
      world,
      '--workspace',
      good,
      '--json',
    ])
    const result = JSON.parse(stdout) as Record<string, unknown>
    expect(Object.keys(result).sort()).toEqual([
      'annotations',
      'exitCode',
      'log',
      'outputs',
      'requests',
      'state',
      'summary',
    ])
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { valid: 'true' },
      requests: { total: 0, byRoute: {}, other: 0 },
    })
    expect(result['state']).toMatchObject({
      repositories: [{ name: 'acme/web', branches: { main: expect.stringMatching(/^[0-9a-f]{40}$/) } }],
    })
    expect(code).toBe(0)
  })

  test('a red action is told with its annotations, and its exit code is ours', async () => {
    const { code, stdout } = await command('action.ts', [
      'validate-config',
      '--world',
      world,
      '--workspace',
      bad,
      '--json',
    ])
    const { exitCode, annotations } = JSON.parse(stdout) as {
      exitCode: number
      annotations: { level: string; file: string; line: number }[]
    }
    expect([exitCode, code]).toEqual([1, 1])
    expect(annotations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'error', file: 'config/ecosystem-repos.json', line: 3 }),
      ]),
    )
  })

  test('people read the log, the outputs and the summary', async () => {
    const { stdout } = await command('action.ts', ['validate-config', '--world', world, '--workspace', good])
    expect(stdout).toMatch(
      /── outputs[\s\S]+valid: true[\s\S]+── job summary[\s\S]+0 requests to the API, 0 others\. Exit code 0\./,
    )
  })

  test('against an emulator that already runs', async () => {
    const emulator = await startEmulator(world)
    try {
      const { code, stdout } = await command('action.ts', [
        'validate-config',
        '--url',
        emulator.url,
        '--workspace',
        good,
        '--json',
      ])
      expect(code).toBe(0)
      expect((JSON.parse(stdout) as { state: { repositories: unknown[] } }).state.repositories).toHaveLength(
        1,
      )
    } finally {
      await emulator.close()
    }
  })

  test('all mistakes of the command line at once', async () => {
    const { code, stderr } = await command('action.ts', ['validate', '--with', 'x', '--payload', 'nope.json'])
    expect(code).toBe(2)
    expect(stderr).toContain('There is no action "validate". Did you mean "validate-config"?')
    expect(stderr).toContain('Give exactly one of --world FILE, --url URL and --live.')
    expect(stderr).toContain('"x" is not of the form --with input=value.')
    expect(stderr).toContain('--payload nope.json')
  })

  test('an unknown option has a neighbour', async () => {
    const { code, stderr } = await command('action.ts', ['validate-config', '--wrld', world])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean "world"?')
  })

  test('--help', async () => {
    const { code, stdout } = await command('action.ts', ['--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('--payload FILE')
  })

  test('--live never starts without a token', async () => {
    const { code, stderr } = await command('action.ts', ['validate-config', '--live'], {
      GITHUB_TOKEN: '',
      GITHUB_REPOSITORY: '',
    })
    expect(code).toBe(2)
    expect(stderr).toContain('--live needs a token in GITHUB_TOKEN.')
  })
})

describe('a world with mistakes', () => {
  const wrong = file(
    'wrong.yml',
    'viewr: { login: x }\nrepositories:\n  - { name: acme }\n  - name: acme/web\n    archived: perhaps\n',
  )
  const commands: [string, string[]][] = [
    ['action.ts', ['validate-config', '--world', wrong]],
    ['emulator.ts', ['--world', wrong]],
  ]
  test.each(commands)('%s names each with line and column', async (script, args) => {
    const { code, stderr } = await command(script, args)
    expect(code).toBe(2)
    expect(stderr).toMatch(/wrong\.yml:1:1\b/)
    expect(stderr).toMatch(/wrong\.yml:3:\d+/)
    expect(stderr).toMatch(/wrong\.yml:5:\d+/)
    expect(stderr).not.toMatch(/\bat .*\.ts:\d+/)
  })
})

import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from '../../scripts/house.ts'
import { command } from '../support/command.ts'

interface Done {
  conclusion: string
  jobs: {
    id: string
    result: string
    steps: { name: string; outcome: string; outputs: Record<string, string> }[]
    summary: string
  }[]
  requests: { total: number }
  state: {
    repositories: {
      name: string
      pull_requests: { number: number; merged: boolean; labels: string[] }[]
      issues: { title: string; state: string }[]
    }[]
  }
}

const world = (name: string) => join(root, 'test/support/worlds', name)

async function run(file: string, ...args: string[]): Promise<Done> {
  const { stdout, stderr } = await command('workflow.ts', [join(root, file), ...args, '--json'])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Done
}

function outcomes(done: Done): Record<string, string> {
  return Object.fromEntries(
    done.jobs.flatMap(({ steps }) => steps.map(({ name, outcome }) => [name.replace(/@.*/, ''), outcome])),
  )
}

describe('examples that use only our actions, run as a whole', () => {
  test('monitor-ecosystem: reports, and writes nothing', async () => {
    const done = await run(
      'examples/monitor-ecosystem.yml',
      '--world',
      world('ecosystem.yml'),
      '--secret',
      'ECOSYSTEM_TOKEN=ghs_viewer',
    )
    expect(done.conclusion).toBe('success')
    expect(outcomes(done)).toEqual({
      'actions/checkout': 'success',
      'OWNER/ecosystem-actions/actions/validate-config': 'success',
      'OWNER/ecosystem-actions/actions/ecosystem-sync': 'success',
      'OWNER/ecosystem-actions/actions/health-check': 'success',
    })
    expect(done.state.repositories.flatMap(({ pull_requests }) => pull_requests)).toEqual([])
  })
})

describe('npm run workflow, with mistakes', () => {
  test.each([
    [[], 'Name a workflow file.'],
    [['nope.yml', '--world', 'x'], 'There is no file nope.yml.'],
    [['examples/monitor-ecosystem.yml'], 'Give --world FILE.'],
    [['examples/monitor-ecosystem.yml', '--world', 'nope.yml'], 'There is no world file nope.yml.'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await command('workflow.ts', args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})

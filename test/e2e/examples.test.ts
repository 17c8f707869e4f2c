import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from '../../scripts/house.ts'
import { command } from '../support/command.ts'

interface Finding {
  rule: string
  severity: string
  file: string
  line: number
  message: string
  suppressed?: unknown
}

/** What validate-config says about files of this repository, at warning or above. */
async function findings(workflows: string): Promise<string[]> {
  const world = join(root, 'test/support/worlds/one.yml')
  const report = 'out/examples-report.json'
  const args = [
    'validate-config',
    '--world',
    world,
    '--workspace',
    root,
    '--with',
    `workflows=${workflows}`,
    '--with',
    `report-file=${report}`,
  ]
  const { stdout } = await command('action.ts', [...args, '--with', 'fail-on=never', '--json'])
  const { exitCode } = JSON.parse(stdout) as { exitCode: number }
  expect(exitCode).toBe(0)
  const { default: found } = (await import(join(root, report), { with: { type: 'json' } })) as {
    default: { findings: Finding[] }
  }
  return found.findings
    .filter(({ severity, suppressed }) => severity !== 'notice' && !suppressed)
    .map(({ rule, file, line, message }) => `${file}:${line} ${rule}: ${message}`)
}

describe('our own actions on our own workflows', () => {
  test('there are examples for every task', () => {
    expect(
      readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.yml')).length,
    ).toBeGreaterThanOrEqual(18)
  })
  test('no finding at warning or above in examples and in .github/workflows', async () => {
    expect(await findings('.github/workflows/*.yml\nexamples/*.yml')).toEqual([])
  })
})

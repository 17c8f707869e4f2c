// The workflow of the README, as somebody copies it; only the address of its service is one on loopback.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { root } from '../../../scripts/house.ts'
import { healthBundle, type HealthBundle } from '../../support/health-bundle.ts'

interface Workflow {
  permissions: Record<string, string>
  jobs: { health: { steps: { uses: string; with: Record<string, string> }[] } }
}

const [, text = ''] =
  /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'actions/health-check/README.md'), 'utf8')) ?? []
const { permissions, jobs } = parse(text) as Workflow
const step = jobs.health.steps.find(({ uses }) => uses.includes('/health-check@'))
const monitor = '.github/workflows/ecosystem-monitor.yml'

let status = 200
const asked: string[] = []
const service = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.writeHead(status).end()
})
let bundle: HealthBundle
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    tokens: [{ token: 'ghs_readme', permissions }],
    repositories: [
      {
        name: 'acme/web',
        files: {
          'README.md': '# web\n',
          '.github/workflows/run.yml': text.replace('OWNER', 'octo'),
          [monitor]: "on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n",
        },
        workflow_runs: [1, 2, 3].map((n) => ({
          id: 9000 + n,
          run_number: n,
          workflow: monitor,
          name: 'Monitor',
          event: 'push',
          status: 'completed',
          conclusion: 'success',
          created_at: `-${n}h`,
          updated_at: `-${n}h`,
        })),
      },
    ],
  })
  bundle.write('config/ecosystem-repos.json', '{}')
})
afterAll(async () => {
  service.close()
  await bundle.close()
})

const run = () => {
  const given = step?.with ?? {}
  const { origin } = new URL(given['endpoints'] ?? '')
  const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const endpoints = (given['endpoints'] ?? '').replace(origin, address)
  const inputs = { ...given, endpoints, history: 'artifact', attempts: '30' }
  return bundle.run(inputs, { token: 'ghs_readme', env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '1000' } })
}
const issues = () => bundle.emulator.state().repositories[0]?.issues ?? []

test('the permissions that it names are enough, and a well repository is told so, with no issue', async () => {
  const well = await run()
  expect(well).toMatchObject({ exitCode: 0, outputs: { healthy: 'true', status: 'ok', 'issue-number': '' } })
  expect(well.checks.map(({ kind, status }) => [kind, status])).toEqual([
    ['file', 'ok'],
    ['rate-limit', 'ok'],
    ['workflow', 'ok'],
    ['http', 'ok'],
    ['permissions', 'ok'],
  ])
  expect(asked).toEqual(['/health'])
  expect(well.annotations.filter(({ level }) => level !== 'notice')).toEqual([])
  expect(issues()).toEqual([])
}, 60_000)

test('a service that is down is tried thirty times, opens the one issue, and closes it when it is well', async () => {
  status = 503
  asked.length = 0
  bundle.emulator.setClock({ advance: '6h' })
  const down = await run()
  expect(asked).toHaveLength(30)
  expect(down).toMatchObject({ exitCode: 1, outputs: { healthy: 'false', errors: '1' } })
  expect(issues()).toMatchObject([{ state: 'open' }])
  expect(down.outputs['issue-number']).toBe(String(issues()[0]?.number))
  status = 200
  bundle.emulator.setClock({ advance: '6h' })
  expect((await run()).outputs).toMatchObject({ healthy: 'true', 'issue-number': '' })
  expect(issues()).toMatchObject([{ state: 'closed' }])
}, 60_000)

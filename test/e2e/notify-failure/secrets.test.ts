import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { job, run, scene } from '../../support/incident-scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const canary = 'cAnary-7f3e9b1d2c-s3cret'
const forms = [
  canary,
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64'),
  Buffer.from(canary).toString('hex'),
  JSON.stringify(canary).slice(1, -1),
]
const shaped = `ghp_${'Ab3dEf6hIj'.repeat(4)}`

function leaks(text: string): string[] {
  return [...forms, shaped, 'pa55word-of-nobody'].filter((form) => text.includes(form))
}

test.each([
  ['sent', {}],
  ['previewed', { 'dry-run': 'true', 'preview-dir': folder }],
])(
  'a canary in logs, annotations, variables, addresses and commit messages leaves nowhere (%s)',
  async (_, more) => {
    const mails: string[] = []
    const smtp = new SMTPServer({
      authOptional: true,
      logger: false,
      onData: (stream, _session, done) => {
        let raw = ''
        stream.on('data', (piece: Buffer) => (raw += piece.toString()))
        stream.on('end', () => {
          mails.push(raw)
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
    const address = smtp.server.address() as { port: number }
    const everywhere = `${canary} ${forms.join(' ')} ${shaped} password=pa55word-of-nobody`
    const jobs = [
      job(20, `test (${canary})`, 'failure', {
        steps: [{ name: `Run ${everywhere}`, conclusion: 'failure' }],
        annotations: [{ level: 'failure', message: `Error: ${everywhere}`, path: 'src/a.ts', line: 1 }],
      }),
      job(21, 'lint', 'failure', { log: `start\n##[error]Error: leaked ${everywhere}\n${everywhere}\n` }),
    ]
    const now = await scene(
      [
        run(1, 'success', 300, { head_sha: 'main~2' }),
        run(2, 'failure', 200, { head_sha: 'main', name: `CI ${shaped}`, jobs }),
      ],
      { commits: [{ message: 'first' }, { message: 'second' }, { message: `Use ${everywhere} (#4)` }] },
    )
    try {
      const { urls } = now.channels
      const hidden = (url: string) => `${url}${url.includes('?') ? '&' : '?'}sig=${canary}`
      const inputs = {
        'slack-webhook-url': `${now.channels.url}/services/T000000001/B000000001/${canary}`,
        'teams-webhook-url': hidden(urls['teams-webhook-url']),
        'discord-webhook-url': hidden(urls['discord-webhook-url']),
        'webhook-url': hidden(urls['webhook-url']),
        'webhook-secret': canary,
        'slack-bot-token': canary,
        'slack-channel': 'C0123456789',
        'slack-api-url': urls['slack-api-url'],
        'smtp-url': `smtp://127.0.0.1:${address.port}`,
        'email-from': 'ci@example.com',
        'email-to': 'team@example.com',
        issue: 'auto',
        ...more,
      }
      now.channels.script('discord', { status: 400, body: `bad token ${everywhere}` })
      const result = await now.notify(9002, inputs, { env: { DEPLOY_TOKEN: canary, RUNNER_DEBUG: '1' } })
      expect(result.outputs['decision']).toBe('open')
      const bodies = now.channels.received.map(({ body }) => body).join('\n')
      const issues = JSON.stringify(now.emulator.state().repositories[0]?.issues)
      const stored = [...now.emulator.world.repositories.values()]
        .flatMap(({ issues: all }) => [...all.values()].map(({ body }) => body))
        .join('\n')
      const files = readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('\n')
      // A mask is told to the runner as itself; nothing else of the raw log may hold it.
      const raw = result.rawLog
        .split('\n')
        .filter((line) => !line.startsWith('::add-mask::'))
        .join('\n')
      const told = {
        bodies,
        issues,
        stored,
        files,
        raw,
        mails: mails.join('\n').replace(/=\r\n/g, ''),
        summary: result.summary,
        outputs: JSON.stringify(result.outputs),
        annotations: JSON.stringify(result.annotations),
      }
      expect(
        Object.entries(told)
          .map(([name, text]) => [name, leaks(text)])
          .filter(([, found]) => found?.length),
      ).toEqual([])
      const dry = 'dry-run' in more
      expect([now.channels.received.length, mails.length, files.length > 0]).toEqual(
        dry ? [0, 0, true] : [5, 1, false],
      )
    } finally {
      await now.close()
      await new Promise<void>((resolve) => smtp.close(() => resolve()))
    }
  },
)

describe('pull requests from forks', () => {
  test('nothing of the log or its annotations leaves, unless asked', async () => {
    const jobs = [
      job(20, 'test', 'failure', {
        annotations: [{ level: 'failure', message: 'Error: of the fork', path: 'a.ts', line: 1 }],
        log: '##[error]Error: of the fork\n',
      }),
    ]
    const fork = run(2, 'failure', 200, {
      event: 'pull_request',
      head_branch: 'main',
      head_repository: 'mallory/web',
      jobs,
    })
    const now = await scene([run(1, 'success', 300), fork])
    try {
      const inputs = { branches: '*', 'webhook-url': now.channels.urls['webhook-url'] }
      const ofFork = (more: Record<string, string>) =>
        now.notify(
          9002,
          { ...inputs, ...more },
          {
            payload: {
              action: 'completed',
              workflow_run: {
                id: 9002,
                event: 'pull_request',
                head_repository: { full_name: 'mallory/web' },
              },
            },
          },
        )
      const silent = await ofFork({})
      expect(silent.outputs['decision']).toBe('open')
      expect(JSON.stringify(now.channels.received)).not.toContain('of the fork')
      await ofFork({ 'log-excerpt': 'on' })
      expect(JSON.stringify(now.channels.received)).toContain('of the fork')
      const main = await ofFork({ branches: '' })
      expect(main.outputs['decision']).toBe('ignore')
    } finally {
      await now.close()
    }
  })
})

import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../../scripts/house.ts'
import {
  mayMount,
  nameServer,
  recordTypes,
  wireName,
  wireText,
  withOwnNames,
} from '../../support/name-server.ts'

const records: Record<string, Buffer[]> = {
  [`app.example ${recordTypes.A}`]: [Buffer.from([192, 0, 2, 1]), Buffer.from([192, 0, 2, 2])],
  [`app.example ${recordTypes.AAAA}`]: [Buffer.from('20010db8000000000000000000000001', 'hex')],
  [`www.example ${recordTypes.CNAME}`]: [wireName('app.example')],
  [`app.example ${recordTypes.MX}`]: [Buffer.concat([Buffer.from([0, 10]), wireName('mail.example')])],
  [`app.example ${recordTypes.NS}`]: [wireName('ns1.example')],
  [`app.example ${recordTypes.TXT}`]: [Buffer.concat([wireText('v=spf1 '), wireText('-all')])],
}

// Not on a machine that does not let a process have its own resolv.conf; the run then counts it as skipped.
const onOwnNames = mayMount() ? test : test.skip

interface Checked {
  kind: string
  name: string
  status: string
  reason?: string
  message: string
  evidence?: { records: string[] }
}

onOwnNames(
  'records of every type, one that is not as expected, a name that is not there, and a server that says nothing',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'health-dns-'))
    const names = await nameServer((name, type) =>
      name.startsWith('nothing') ? 'no such name' : (records[`${name} ${type}`] ?? []),
    )
    const mute = await nameServer(() => [], 60_000)
    writeFileSync(join(folder, 'resolv.conf'), `nameserver ${names.address}\n`)
    writeFileSync(join(folder, 'mute.conf'), `nameserver ${mute.address}\n`)
    const line = (name: string, more: string) => `  - { name: ${name}, kind: dns, ${more} }`
    writeFileSync(
      join(folder, 'checks.yml'),
      [
        'checks:',
        line('a', 'host: app.example, expect: [192.0.2.2]'),
        line('aaaa', 'host: app.example, type: AAAA, expect: ["2001:db8::1"]'),
        line('cname', 'host: www.example, type: CNAME, expect: [App.Example.]'),
        line('mx', 'host: app.example, type: MX, expect: [10 mail.example]'),
        line('ns', 'host: app.example, type: NS, expect: [ns1.example]'),
        line('txt', 'host: app.example, type: TXT, expect: ["v=spf1 -all"]'),
        line('moved', 'host: app.example, expect: [192.0.2.9]'),
        line('empty', 'host: app.example, type: CNAME'),
        line('nothing', 'host: nothing.example'),
      ].join('\n'),
    )
    const run = (resolver: string): Promise<Checked[]> => {
      const script = withOwnNames({ 'timeout-seconds': '2', attempts: '1' })
      const bundle = join(root, 'dist/health-check/index.js')
      const env = {
        PATH: process.env['PATH'],
        GITHUB_WORKSPACE: folder,
        INPUT_CHECKS: 'checks.yml',
        INPUT_HISTORY: 'none',
      }
      const args = ['-m', 'sh', '-c', script, 'sh', resolver, process.execPath, bundle]
      return new Promise((resolve) => {
        execFile('unshare', args, { cwd: folder, env }, () => {
          const text = readFileSync(join(folder, 'automation_health.json'), 'utf8')
          const { checks } = JSON.parse(text) as { checks: Checked[] }
          resolve(checks.filter(({ kind }) => kind === 'dns'))
        })
      })
    }
    try {
      const checks = await run('resolv.conf')
      expect(checks.map(({ name, status, reason }) => [name, status, reason])).toEqual([
        ...['a', 'aaaa', 'cname', 'mx', 'ns', 'txt'].map((name) => [name, 'ok', undefined]),
        ['moved', 'error', 'unexpected'],
        ['empty', 'error', 'empty'],
        ['nothing', 'error', 'name_not_found'],
      ])
      expect(checks[6]?.message).toBe('app.example (A) does not have 192.0.2.9.')
      expect(checks[6]?.evidence?.records.toSorted()).toEqual(['192.0.2.1', '192.0.2.2'])
      // Where no name is found, that of GitHub neither, the runner is to blame and not the user.
      const silent = await run('mute.conf')
      expect(silent).toHaveLength(9)
      for (const { status, reason } of silent)
        expect([status, reason]).toEqual(['warning', 'unknown_runner_network'])
    } finally {
      names.close()
      mute.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  60_000,
)

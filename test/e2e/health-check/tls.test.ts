import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:tls'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { healthBundle, type BundleRun, type HealthBundle } from '../../support/health-bundle.ts'
import { Authority, stamp, type Pair } from '../../support/certificates.ts'

const authority = new Authority()
const servers: Server[] = []
const ports: Record<string, number> = {}
let bundle: HealthBundle

async function serve(name: string, { cert, key }: Pair, more = ''): Promise<void> {
  const server = createServer({ cert: cert + more, key }, (socket) => socket.end())
  server.on('tlsClientError', () => undefined)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ports[name] = (server.address() as AddressInfo).port
}

beforeAll(async () => {
  // The handshake goes by the machine's clock, so the run must have the same time.
  bundle = await healthBundle({
    now: new Date().toISOString(),
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n' } }],
  })
  const root = authority.root()
  const intermediate = authority.intermediate(root)
  bundle.write('ca.pem', root.cert)
  await serve('good', authority.leaf({ issuer: root, from: stamp(-30), to: stamp(60) }))
  await serve('expired', authority.leaf({ issuer: root, from: stamp(-90), to: stamp(-2) }))
  await serve('early', authority.leaf({ issuer: root, from: stamp(2), to: stamp(90) }))
  await serve('other', authority.leaf({ issuer: root, name: 'other.example', to: stamp(60) }))
  await serve('ending', authority.leaf({ issuer: root, from: stamp(-85), to: stamp(5) }))
  await serve('waning', authority.leaf({ issuer: root, from: stamp(-75), to: stamp(15) }))
  await serve('six-days', authority.leaf({ issuer: root, from: stamp(-2), to: stamp(4) }))
  await serve('six-days-late', authority.leaf({ issuer: root, from: stamp(-5.5), to: stamp(0.5) }))
  const leaf = authority.leaf({ issuer: intermediate, to: stamp(60) })
  await serve('whole', leaf, intermediate.cert)
  await serve('incomplete', leaf)
  await serve('alone', authority.leaf({ to: stamp(60) }))
}, 60_000)
afterAll(async () => {
  for (const server of servers) server.close()
  authority.close()
  await bundle.close()
})

const line = (name: string, more = 'ca-file: ca.pem') =>
  `  - { name: ${name}, kind: tls, host: localhost, port: ${ports[name]}, ${more} }`
const verdicts = ({ checks }: BundleRun) =>
  Object.fromEntries(
    checks.filter(({ kind }) => kind === 'tls').map(({ name, status, reason }) => [name, [status, reason]]),
  )

test('certificates of every kind in one run; what is wrong with each is told with its fix', async () => {
  const run = await bundle.run(
    {},
    { checks: ['checks:', ...Object.keys(ports).map((name) => line(name))].join('\n') },
  )
  expect(verdicts(run)).toEqual({
    good: ['ok', undefined],
    expired: ['error', 'expired'],
    early: ['error', 'not_yet_valid'],
    other: ['error', 'wrong_host'],
    ending: ['error', 'expires_soon'],
    waning: ['warning', 'expires_soon'],
    'six-days': ['ok', undefined],
    'six-days-late': ['error', 'expires_soon'],
    whole: ['ok', undefined],
    incomplete: ['error', 'untrusted'],
    alone: ['error', 'untrusted'],
  })
  expect(run).toMatchObject({ exitCode: 1, outputs: { healthy: 'false', errors: '7', warnings: '1' } })
  for (const told of [
    'the certificate expired 2 days ago.',
    'the certificate is for other names: DNS:other.example.',
    'Serve a certificate that names this host.',
    'the chain is incomplete: the server does not send the certificate of its issuer.',
    'Configure the full chain, not only the certificate.',
    'Renew the certificate, and see why its renewal did not run.',
  ])
    expect(run.summary).toContain(told)
  const { evidence } = run.checks.find(({ name }) => name === 'whole') ?? {}
  expect(evidence).toMatchObject({ subject: 'localhost', issuer: 'Test Intermediate' })
  expect(evidence?.['days_left']).toBeCloseTo(60, 0)
}, 60_000)

test('own limits, an own name for the server, an authority that nobody knows, and one whose file is missing', async () => {
  const named = `  - { name: named, kind: tls, host: 127.0.0.1, port: ${ports['other']}, servername: other.example, ca-file: ca.pem }`
  const checks = [
    'checks:',
    line('good', 'ca-file: ca.pem, warning-days: 90'),
    line('six-days', 'ca-file: ca.pem, error-days: 5'),
    line('whole', ''),
    line('alone', 'ca-file: none.pem'),
    named,
  ]
  const run = await bundle.run({}, { checks: checks.join('\n').replaceAll(',  }', ' }') })
  expect(verdicts(run)).toEqual({
    good: ['warning', 'expires_soon'],
    'six-days': ['error', 'expires_soon'],
    whole: ['error', 'untrusted'],
    alone: ['error', 'missing'],
    named: ['ok', undefined],
  })
}, 60_000)

test('a server that speaks no TLS, one that is not there, and a private one without leave', async () => {
  const plain = new URL(bundle.emulator.url).port
  const checks = [
    'checks:',
    `  - { name: plain, kind: tls, host: localhost, port: ${plain} }`,
    '  - { name: nobody, kind: tls, host: localhost, port: 1 }',
  ].join('\n')
  const run = await bundle.run({}, { checks })
  expect(verdicts(run)).toMatchObject({ plain: ['error', expect.any(String)], nobody: ['error', 'refused'] })
  const refused = await bundle.run({ 'allow-private-addresses': 'false' }, { checks })
  expect(verdicts(refused)).toEqual({
    plain: ['error', 'private_address'],
    nobody: ['error', 'private_address'],
  })
}, 60_000)

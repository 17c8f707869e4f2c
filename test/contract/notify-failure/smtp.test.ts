import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { Journal } from '@ecosystem-actions/core/journal'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { nodemailerMailer } from '../../../actions/notify-failure/adapters/smtp.ts'
import { emailMail } from '../../../actions/notify-failure/channels/email.ts'
import { compose } from '../../../actions/notify-failure/message/compose.ts'
import type { MailServer, Ports } from '../../../actions/notify-failure/ports.ts'
import { sendMail } from '../../../actions/notify-failure/delivery/send-mail.ts'
import { storyOf, wording } from '../../unit/notify-failure/stories.ts'

interface Post {
  from: string
  to: string[]
  raw: string
  secure: boolean
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

async function mailbox(options: SMTPServerOptions = {}): Promise<{ port: number; posts: Post[] }> {
  const posts: Post[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth: (auth, _session, done) => {
      const good =
        auth.username === 'ci' && (auth.password === 'right password' || auth.accessToken === 'right-token')
      return done(good ? null : answer(535, 'Authentication failed'), { user: 'ci' })
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        posts.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces).toString(),
          secure: session.secure,
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, posts }
}

const serverOf = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  secure: false,
  user: '',
  password: '',
  oauth2Token: '',
  allowPrivate: true,
  ...more,
})

function mailOf(to = ['team@example.com']) {
  return emailMail(compose(storyOf({ title: 'x\r\nBcc: all@example.com' }), wording), {
    from: 'CI <ci@example.com>',
    to,
    thread: { firstRunId: 1, host: 'github.com' },
  })
}

async function deliver(server: MailServer, to?: string[], seconds = 60) {
  const clock = manualClock()
  const deadline = new Date(clock.now().getTime() + seconds * 1000)
  const ports = {
    clock,
    deadline,
    journal: new Journal(clock),
    mailer: nodemailerMailer(),
  } as unknown as Ports
  return { ...(await sendMail(mailOf(to), server, ports)), sleeps: clock.sleeps }
}

describe('a real mail server', () => {
  test('STARTTLS, user and password; one mail with our headers and nothing injected', async () => {
    const { port, posts } = await mailbox()
    expect(await deliver(serverOf(port, { user: 'ci', password: 'right password' }))).toMatchObject({
      status: 'sent',
    })
    expect(posts).toMatchObject([{ from: 'ci@example.com', to: ['team@example.com'], secure: true }])
    const head = posts[0]?.raw.split('\r\n\r\n')[0] ?? ''
    expect(head).toMatch(/^Message-ID: <nf\.[0-9a-f]{16}\.open@github\.com>$/im)
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/im)
    expect(head).not.toMatch(/^Bcc:/im)
  })

  test('an OAuth 2 token', async () => {
    const { port, posts } = await mailbox()
    expect(await deliver(serverOf(port, { user: 'ci', oauth2Token: 'right-token' }))).toMatchObject({
      status: 'sent',
    })
    expect(posts).toHaveLength(1)
    expect(await deliver(serverOf(port, { user: 'ci', oauth2Token: 'wrong-token' }))).toMatchObject({
      status: 'failed',
      because: expect.stringContaining('EAUTH'),
    })
  })

  test('a wrong password is failed once, with a remedy and without the password', async () => {
    const { port } = await mailbox()
    const delivery = await deliver(serverOf(port, { user: 'ci', password: 'wrong-secret' }))
    expect(delivered(delivery)).toEqual(['failed', 0])
    expect(delivery.remedy).toContain('smtp-oauth2-token')
    expect(JSON.stringify(delivery)).not.toContain('wrong-secret')
  })

  test('greylisting is tried again, a refusal for good is not', async () => {
    let tries = 0
    const grey = await mailbox({
      onRcptTo: (_address, _session, done) => done(++tries < 3 ? answer(450, 'Greylisted, try again') : null),
    })
    expect(delivered(await deliver(serverOf(grey.port)))).toEqual(['sent', 2])
    const refusing = await mailbox({
      onRcptTo: (_address, _session, done) => done(answer(550, 'No such user')),
    })
    expect(delivered(await deliver(serverOf(refusing.port)))).toEqual(['failed', 0])
  })

  test('some recipients refused is no success', async () => {
    const { port, posts } = await mailbox({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('gone') ? answer(550, 'No such user') : null),
    })
    const delivery = await deliver(serverOf(port), ['team@example.com', 'gone@example.com'])
    expect(delivery).toMatchObject({
      status: 'partial',
      because: expect.stringContaining('gone@example.com'),
    })
    expect(posts).toHaveLength(1)
  })

  test('too large, and a mail the server will not take', async () => {
    const { port } = await mailbox({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(answer(552, 'Message too large')))
      },
    })
    expect(await deliver(serverOf(port))).toMatchObject({
      status: 'failed',
      remedy: expect.stringContaining('fields'),
    })
  })

  test('TLS on a port that begins without: the hint says which address to write', async () => {
    const { port } = await mailbox()
    expect(await deliver(serverOf(port, { secure: true }))).toMatchObject({
      status: 'failed',
      remedy: expect.stringContaining('smtp://'),
    })
  })

  test('a server that never greets is given up in time', async () => {
    const silent: Server = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    closing.push(() => new Promise((resolve) => silent.close(() => resolve())))
    const delivery = await deliver(serverOf((silent.address() as AddressInfo).port), undefined, 1)
    expect(['failed', 'unsure']).toContain(delivery.status)
  }, 20_000)

  test('an answer to the mail itself that never comes is unsure, not repeated', async () => {
    let mails = 0
    const { port } = await mailbox({
      onData: (stream) => {
        mails++
        stream.resume()
      },
    })
    expect(await deliver(serverOf(port), undefined, 1)).toMatchObject({ status: 'unsure' })
    expect(mails).toBe(1)
  }, 20_000)

  test('private addresses are refused unless allowed, also behind a name', async () => {
    const { port, posts } = await mailbox()
    for (const host of ['127.0.0.1', 'localhost']) {
      const delivery = await deliver(serverOf(port, { host, allowPrivate: false }))
      expect(delivery).toMatchObject({
        status: 'failed',
        remedy: expect.stringContaining('allow-private-hosts'),
      })
    }
    expect(posts).toEqual([])
  })

  test('nodemailer neither reads files nor fetches addresses for us', async () => {
    const mail = { ...mailOf(), text: 'file:///etc/hostname', html: 'file:///etc/hostname' }
    expect(await nodemailerMailer().compile(mail)).toContain('file:///etc/hostname')
    const attached = { ...mailOf(), attachments: [{ path: '/etc/hostname' }] }
    await expect(nodemailerMailer().compile(attached)).rejects.toThrow(/rejected/i)
  })
})

function delivered({ status, sleeps }: { status: string; sleeps: readonly number[] }): [string, number] {
  return [status, sleeps.length]
}

import type { Clock, Files, GitHub, RunContext } from '@ecosystem-actions/core/ports'
import type { Journal } from '@ecosystem-actions/core/journal'
import type { Mail } from './channels/email.ts'

export interface Post {
  method: 'POST' | 'PATCH'
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** Private addresses are allowed, and plain http to this machine. */
  allowPrivate: boolean
  /** Milliseconds for this try. */
  timeout: number
}

export interface PostAnswer {
  status: number
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  /** At most 64 kB of it. */
  body: string
}

/** The way to receivers. Throws UserError for an address that is refused, NotDelivered when no answer came. Never follows a redirect. */
export interface Sender {
  post(post: Post): Promise<PostAnswer>
}

/** No answer came. `sent`: the request may have arrived all the same. */
export class NotDelivered extends Error {
  readonly sent: boolean

  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotDelivered'
    this.sent = sent
  }
}

export interface MailServer {
  host: string
  port: number
  /** TLS from the start. */
  secure: boolean
  user: string
  password: string
  oauth2Token: string
  allowPrivate: boolean
}

/** How a mail server refused: nodemailer's code and the number of the answer. */
export class MailRefused extends Error {
  readonly code: string
  readonly answer: number | undefined

  constructor(message: string, code: string, answer?: number) {
    super(message)
    this.name = 'MailRefused'
    this.code = code
    this.answer = answer
  }
}

export interface Mailer {
  /** Throws MailRefused, or UserError for an address that is refused. */
  send(mail: Mail, server: MailServer, timeout: number): Promise<{ accepted: number; rejected: string[] }>
  /** The message as it would go over the wire. */
  compile(mail: Mail): Promise<string>
}

/** Logs of jobs, where the API's redirect leads: another origin, without our token. */
export interface LogStore {
  /** Hands pieces on until the end or `limit` bytes; says whether something was left out. */
  read(url: string, take: (piece: string) => void, limit: number): Promise<{ cut: boolean }>
}

export interface Ports {
  /** For issues and comments. */
  github: GitHub
  /** For everything that is read; its deadline comes earlier, so that a slow GitHub leaves time to tell. */
  reads: GitHub
  context: RunContext
  files: Files
  clock: Clock
  journal: Journal
  redact: (text: string) => string
  /** Makes secrets of the environment known to `redact`; once, before anything is told. `known`: what everybody sees of the run. */
  concealEnvironment: (known: readonly string[]) => void
  /** Ids and addresses that `redact` leaves whole. */
  spare: (texts: readonly string[]) => void
  sender: Sender
  mailer: Mailer
  logs: LogStore
  /** When everything must be done. */
  deadline: Date
}

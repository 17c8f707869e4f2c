import { UserError } from '@ecosystem-actions/core/errors'
import { chats, type Chat, type News } from './chat.ts'
import { emailMail, type Mail } from '../channels/email.ts'
import { mapStrings } from '../message/compose.ts'
import type { Delivery } from './delivery.ts'
import type { Inputs } from '../inputs.ts'
import { addressProblem, mailServer } from './mail-server.ts'
import type { MailServer, Ports } from '../ports.ts'
import { sendMail } from './send-mail.ts'
import { send } from './send.ts'

/** Tells every configured chat channel at once; none hinders another. */
export async function announce(inputs: Inputs, news: News, ports: Ports): Promise<Delivery[]> {
  const silent = news.message.kind === 'update'
  const ready = chats(inputs, news).filter(({ channel }) => !silent || channel === 'slack-bot')
  const work = ready.map((chat) => deliver(chat, ports))
  if (!silent && (news.only?.has('email') ?? true)) work.push(...email(inputs, news, ports))
  const results = await Promise.all(work)
  return results.filter((delivery) => delivery !== undefined)
}

async function deliver(chat: Chat, ports: Ports): Promise<Delivery | undefined> {
  const { channel } = chat
  if ('problem' in chat) return refused(channel, chat.problem)
  let last: Delivery | undefined
  for (const sending of chat.sendings) {
    last = await send(sending, ports)
    if (last.status === 'failed' && chat.anew && isGone.test(last.because))
      return { ...(await send(chat.anew, ports)), anew: true }
    if (last.status !== 'sent') break
  }
  return last
}

/** Somebody deleted the message, or it may not be edited any more: the news is told in a new one. */
const isGone = /"(?:message_not_found|cant_update_message|edit_window_closed|thread_not_found)"/

function refused(channel: string, { message, remedy }: UserError): Delivery {
  return { channel, status: 'failed', because: message, ...(remedy && { remedy }) }
}

function email(inputs: Inputs, news: News, ports: Ports): Promise<Delivery>[] {
  const planned = plannedMail(inputs, news)
  if (!planned) return []
  if (planned instanceof UserError) return [Promise.resolve(refused('email', planned))]
  return [sendMail(planned.mail, planned.server, ports)]
}

/** The mail and where it goes; undefined when no mail is configured, the reason when it is configured wrongly. */
export function plannedMail(
  inputs: Inputs,
  news: News,
): { mail: Mail; server: MailServer } | UserError | undefined {
  const { 'email-from': from, 'email-to': to } = inputs
  try {
    const server = mailServer(inputs)
    if (!server) return undefined
    if (from === '' || to.length === 0)
      return new UserError('A mail server is given without `email-from` and `email-to`.', 'Give both.')
    for (const address of [from, ...to]) {
      const problem = addressProblem(address)
      if (problem)
        return new UserError(`"${address.slice(0, 100)}" ${problem}.`, 'Check `email-from` and `email-to`.')
    }
    return { server, mail: mailOf(news, { from, to }) }
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

function mailOf(
  { message, story, redact }: News,
  { from, to }: { from: string; to: readonly string[] },
): Mail {
  const host = new URL(story.serverUrl).hostname
  const firstRunId = story.decided.incident?.first.id ?? message.runId
  const mail = emailMail(message, { from, to, thread: { firstRunId, host } })
  return {
    ...mail,
    ...(mapStrings({ subject: mail.subject, text: mail.text, html: mail.html }, redact) as Pick<
      Mail,
      'subject' | 'text' | 'html'
    >),
  }
}

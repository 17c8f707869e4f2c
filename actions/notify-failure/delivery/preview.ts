import { UserError } from '@ecosystem-actions/core/errors'
import { plannedMail } from './announce.ts'
import { chats, type News } from './chat.ts'
import { githubTitle } from '../channels/github-markdown.ts'
import { incidentLabel } from '../channels/issue.ts'
import type { Marker } from '../channels/marker.ts'
import type { Delivery } from './delivery.ts'
import { noteBody } from '../places/github-place.ts'
import type { Inputs } from '../inputs.ts'
import type { Ports } from '../ports.ts'

export interface Preview {
  /** Folder, without trailing slash. */
  folder: string
  /** Begins each file name; tells several incidents of one sweep apart. */
  prefix: string
  marker: Marker
}

/** Writes the exact bytes that each channel would get. Addresses, tokens and signatures are no part of them. A folder that cannot be written hinders no message. */
export async function writePreviews(inputs: Inputs, news: News, means: Means): Promise<Delivery[]> {
  const done: Delivery[] = []
  try {
    await writeAll(inputs, news, { ...means, done })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    done.push({
      channel: 'preview',
      status: 'failed',
      because: error.message,
      remedy: 'Check `preview-dir`.',
    })
  }
  return done
}

interface Means {
  ports: Ports
  preview: Preview
}

async function writeAll(
  inputs: Inputs,
  news: News,
  { ports, preview, done }: Means & { done: Delivery[] },
): Promise<void> {
  const { message, redact } = news
  const name = (channel: string, extension: string) =>
    `${preview.folder}/${preview.prefix}${message.kind}.${channel}.${extension}`
  const write = async (channel: string, file: string, content: string) => {
    await ports.files.write(file, content)
    done.push({ channel, status: 'preview', because: `Written to ${file}.` })
  }
  for (const chat of chats(inputs, news)) {
    if ('problem' in chat) done.push(problem(chat.channel, chat.problem))
    else if (chat.sendings[0])
      await write(chat.channel, name(chat.channel, 'json'), chat.sendings[0].post.body)
  }
  const planned = plannedMail(inputs, news)
  if (planned instanceof UserError) done.push(problem('email', planned))
  else if (planned) await write('email', name('email', 'eml'), await ports.mailer.compile(planned.mail))
  if (inputs.issue === 'auto') {
    const issue = {
      title: redact(githubTitle(message)),
      body: noteBody({ message, marker: preview.marker }, { redact }),
      labels: [incidentLabel],
    }
    await write('issue', name('issue', 'json'), JSON.stringify(issue))
  }
  if (inputs['pr-comment'] === 'auto') {
    const body = noteBody({ message, marker: preview.marker }, { redact })
    await write('pr-comment', name('pr-comment', 'json'), JSON.stringify({ body }))
  }
}

function problem(channel: string, { message, remedy }: UserError): Delivery {
  return { channel, status: 'failed', because: message, ...(remedy && { remedy }) }
}

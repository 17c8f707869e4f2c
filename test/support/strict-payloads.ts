/** The documented limits of chat platforms, and the undocumented ones that others ran into. Each function names every violation. */

export interface Allowed {
  /** Mentions that may be live. */
  known?: readonly string[]
  /** Hosts that links may lead to. */
  hosts: readonly string[]
}

type Json = Record<string, unknown>

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function slackProblems(value: unknown, allowed: Allowed): string[] {
  const payload = value as { text?: string; blocks?: Json[] }
  const problems: string[] = []
  const want = (good: boolean, problem: string) => void (good || problems.push(problem))
  want(typeof payload.text === 'string' && payload.text.length > 0 && payload.text.length <= 40_000, 'text')
  const blocks = payload.blocks ?? []
  want(blocks.length <= 50, 'more than 50 blocks')
  want(blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0) <= 13_200, 'msg_blocks_too_long')
  for (const block of blocks) problems.push(...slackBlockProblems(block))
  for (const mrkdwn of [payload.text ?? '', ...mrkdwnTexts(blocks)])
    problems.push(...liveInMrkdwn(mrkdwn, allowed))
  return problems
}

function slackBlockProblems(block: Json): string[] {
  const size = (text: unknown) => ((text as { text?: string } | undefined)?.text ?? '').length
  const between = (length: number, most: number, what: string) =>
    length >= 1 && length <= most ? [] : [`${what}: ${length}`]
  if (block['type'] === 'header') return between(size(block['text']), 150, 'header')
  if (block['type'] === 'section') {
    const fields = (block['fields'] ?? []) as unknown[]
    const text = block['text']
      ? between(size(block['text']), 3000, 'section')
      : fields.length > 0
        ? []
        : ['empty section']
    return [
      ...text,
      ...(fields.length > 10 ? ['fields'] : []),
      ...fields.flatMap((field) => between(size(field), 2000, 'field')),
    ]
  }
  if (block['type'] === 'actions') {
    const elements = block['elements'] as Json[]
    return [
      ...between(elements.length, 25, 'actions'),
      ...elements.flatMap((one) => [
        ...between(size(one['text']), 75, 'button'),
        ...between(stringOf(one['url']).length, 3000, 'url'),
      ]),
    ]
  }
  return block['type'] === 'context'
    ? between((block['elements'] as unknown[]).length, 10, 'context')
    : [`unknown block ${stringOf(block['type'])}`]
}

function mrkdwnTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, text } = value as { type?: unknown; text?: unknown }
  const own = type === 'mrkdwn' && typeof text === 'string' ? [text] : []
  return [...own, ...Object.values(value).flatMap(mrkdwnTexts)]
}

// What Slack acts on: <…> outside of nothing at all (also in code), and bare addresses outside of code.
function liveInMrkdwn(text: string, { known = [], hosts }: Allowed): string[] {
  const problems: string[] = []
  for (const [whole, inner = ''] of text.matchAll(/<([^<>]*)>/g)) {
    if (known.includes(whole)) continue
    const url = inner.split('|')[0] ?? ''
    if (!URL.canParse(url) || !hosts.includes(new URL(url).host)) problems.push(`live ${whole}`)
  }
  const bare = text.replace(/```[\s\S]*?```|`[^`\n]*`|<[^<>]*>/g, '')
  if (/https?:\/\/|\bwww\./i.test(bare)) problems.push(`bare link in ${bare}`)
  if (/[<>]/.test(text.replace(/<[^<>]*>/g, ''))) problems.push(`unescaped bracket in ${text}`)
  if (((text.match(/`/g) ?? []).length - 0) % 2 !== 0) problems.push(`open code span in ${text}`)
  return problems
}

export function teamsProblems(value: unknown, { hosts }: Allowed): string[] {
  const payload = value as { type?: string; attachments?: { contentType?: string; content?: Json }[] }
  const content = payload.attachments?.[0]?.content
  const problems: string[] = []
  if (Buffer.byteLength(JSON.stringify(value)) > 21_000) problems.push('larger than 21,000 bytes')
  if (payload.type !== 'message' || !content)
    return [...problems, "foreach … 'attachments' is of type 'Null'"]
  if (payload.attachments?.[0]?.contentType !== 'application/vnd.microsoft.card.adaptive')
    problems.push('contentType')
  if (content['type'] !== 'AdaptiveCard' || content['version'] !== '1.4')
    problems.push('no Adaptive Card 1.4')
  for (const element of content['body'] as Json[]) problems.push(...teamsElementProblems(element, hosts))
  for (const action of (content['actions'] ?? []) as Json[]) {
    if (action['type'] !== 'Action.OpenUrl' || !hosts.includes(new URL(stringOf(action['url'])).host))
      problems.push('action')
  }
  return problems
}

function teamsElementProblems(element: Json, hosts: readonly string[]): string[] {
  if (element['type'] === 'FactSet')
    return (element['facts'] as { title: string; value: string }[]).flatMap(({ title, value }) => [
      ...liveInTeams(title, hosts),
      ...liveInTeams(value, hosts),
    ])
  if (element['type'] !== 'TextBlock') return [`unknown element ${stringOf(element['type'])}`]
  const text = element['text']
  return typeof text === 'string' && text !== '' ? liveInTeams(text, hosts) : ['empty TextBlock']
}

function liveInTeams(text: string, hosts: readonly string[]): string[] {
  const problems = /<at>|<[a-z!/]/i.test(text) ? [`tag in ${text}`] : []
  const unescaped = text.replace(/\\[\s\S]/g, '')
  for (const [, url = ''] of unescaped.matchAll(/\]\(([^)]*)\)/g)) {
    if (!URL.canParse(url) || !hosts.includes(new URL(url).host)) problems.push(`link in ${text}`)
  }
  if (/https?:\/\//i.test(unescaped.replace(/\]\([^)]*\)/g, ''))) problems.push(`bare link in ${text}`)
  return problems
}

export function discordProblems(value: unknown, { hosts }: Allowed): string[] {
  const payload = value as {
    content?: string
    embeds?: Json[]
    allowed_mentions?: { parse?: unknown[]; roles?: string[] }
  }
  const problems: string[] = []
  const most = (text: unknown, limit: number, what: string) => {
    if (typeof text === 'string' && text.length > limit) problems.push(`${what}: ${text.length}`)
  }
  most(payload.content, 2000, 'content')
  if (payload.allowed_mentions?.parse?.length !== 0) problems.push('mentions are parsed')
  const embeds = payload.embeds ?? []
  if (embeds.length > 10) problems.push('more than 10 embeds')
  let sum = 0
  for (const embed of embeds) {
    const fields = (embed['fields'] ?? []) as { name: string; value: string }[]
    const footer = (embed['footer'] as { text?: string } | undefined)?.text ?? ''
    most(embed['title'], 256, 'title')
    most(embed['description'], 4096, 'description')
    most(footer, 2048, 'footer')
    if (fields.length > 25) problems.push('more than 25 fields')
    for (const { name, value: text } of fields) {
      most(name, 256, 'name')
      most(text, 1024, 'value')
      if (!name || !text) problems.push('empty field')
    }
    const texts = [
      stringOf(embed['title']),
      stringOf(embed['description']),
      footer,
      ...fields.flatMap(({ name, value: text }) => [name, text]),
    ]
    sum += texts.join('').length
    for (const text of texts.filter((one) => one !== footer)) problems.push(...liveInDiscord(text, hosts))
  }
  if (sum > 6000) problems.push(`sum of all texts: ${sum}`)
  return problems
}

function liveInDiscord(text: string, hosts: readonly string[]): string[] {
  const outside = text.replace(/```[\s\S]*?```|`[^`]*`/g, '').replace(/\\[\s\S]/g, '')
  const problems: string[] = []
  for (const [, url = ''] of outside.matchAll(/\]\(([^)]*)\)/g)) {
    if (!URL.canParse(url) || !hosts.includes(new URL(url).host)) problems.push(`link in ${text}`)
  }
  if (/https?:\/\//i.test(outside.replace(/\]\([^)]*\)/g, ''))) problems.push(`bare link in ${text}`)
  if (/@(?:everyone|here)|<[@#:]/.test(outside)) problems.push(`mention in ${text}`)
  return problems
}

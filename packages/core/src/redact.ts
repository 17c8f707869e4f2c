// A secret leaks as itself or in a form a program gave it. Each form is removed before a text leaves the runner.

const shapes: readonly (readonly [name: string, shape: RegExp])[] = [
  ['GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9_]{16,255}|github_pat_[A-Za-z0-9_]{22,255})/g],
  [
    'private key',
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g,
  ],
  ['AWS key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g],
  [
    'Slack webhook',
    /https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{10,250}/g,
  ],
  [
    'Discord webhook',
    /https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]{10,200}/g,
  ],
  ['JSON web token', /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/g],
  ['GitLab token', /\bgl(?:pat|ptt|dt|rt|soat|cbt)-[\w-]{20,250}/g],
  ['OpenAI or Anthropic key', /\bsk-(?:proj|svcacct|admin|ant)-[\w-]{16,300}/g],
  ['SendGrid key', /\bSG\.[\w-]{16,64}\.[\w-]{16,128}/g],
  ['PyPI token', /\bpypi-[\w-]{50,500}/g],
  ['Azure key', /(?<=\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=)[^\s;"']{16,500}/gi],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['Stripe key', /\b[rs]k_live_[A-Za-z0-9]{16,250}\b/g],
  ['Google key', /\bAIza[\w-]{35}\b/g],
  ['password in URL', /(?<=\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/?#:@]{0,200}:)[^\s/?#@]{1,500}(?=@)/gi],
  [
    'authorization',
    /(?<=\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)\s{1,3})[\w.~+/=-]{8,4000}/gi,
  ],
]

/** The forms in which a secret may appear: as is, trimmed, by line, JSON-, HTML- and URL-encoded, hex, and base64 at each offset, also in lines. */
export function derivedForms(secret: string): string[] {
  const forms = new Set<string>()
  const parts = new Set([secret, secret.trim(), ...secret.split(/\r?\n/).map((line) => line.trim())])
  for (const part of parts) {
    if (part.length < 4) continue
    forms.add(part)
    forms.add(JSON.stringify(part).slice(1, -1))
    forms.add(htmlForm(part))
    const encoded = encodeURIComponent(wellFormed(part))
    for (const form of [encoded, encoded.replace(/%20/g, '+')]) {
      forms.add(form)
      forms.add(form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))
      forms.add(form.replaceAll('%', '%25'))
    }
    if (part.length < 8) continue
    const hex = Buffer.from(part).toString('hex')
    forms.add(hex)
    forms.add(hex.toUpperCase())
    for (const form of base64Forms(part)) forms.add(form)
  }
  return [...forms].sort((a, b) => b.length - a.length)
}

function chunks(text: string, width: number): string[] {
  return Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
    text.slice(index * width, (index + 1) * width),
  )
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function htmlForm(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

function wellFormed(text: string): string {
  return text.toWellFormed()
}

// Base64 of a secret in the middle of something depends on its offset modulo 3; the characters at the edges mix with neighbours and are left out.
function base64Forms(part: string): string[] {
  const bytes = Buffer.from(part)
  const whole = bytes.toString('base64')
  // Programs break it after 64 or 76 characters.
  const lines = [64, 76].flatMap((width) => (whole.length > width ? chunks(whole, width) : []))
  const forms = [whole, bytes.toString('base64url'), ...lines.filter(({ length }) => length >= 16)]
  for (const offset of [0, 1, 2]) {
    const coded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const from = offset === 0 ? 0 : offset + 1
    const until = Math.floor(((bytes.length + offset) * 8) / 6)
    const middle = coded.slice(from, until)
    if (middle.length >= 10) forms.push(middle, middle.replace(/\+/g, '-').replace(/\//g, '_'))
  }
  return forms
}

/** Replaces registered secrets, their derived forms, and well-known token shapes by `***`. */
export class Redactor {
  readonly #forms = new Set<string>()
  readonly #spared = new Set<string>()
  #pattern: RegExp | undefined

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret)
  }

  /** Registers a secret and returns the forms a runner should mask. Secrets shorter than four characters would blank ordinary text and are ignored. */
  add(secret: string): string[] {
    const forms = derivedForms(secret)
    for (const form of forms) this.#forms.add(form)
    this.#pattern = undefined
    return forms
  }

  /** Ids and addresses of ours that programs compare: a secret that is a mere word, a number or a commit id does not blank a part of them. */
  spare(texts: Iterable<string>): void {
    for (const text of texts) if (text !== '') this.#spared.add(text)
  }

  redact(text: string): string {
    let result = text
    if (this.#forms.size > 0) {
      this.#pattern ??= new RegExp(
        [...this.#forms]
          .sort((a, b) => b.length - a.length)
          .map((form) => RegExp.escape(form))
          .join('|'),
        'g',
      )
      const spans = this.#spans(result)
      result = result.replace(this.#pattern, (match: string, at: number) =>
        isGuessable(match) && spans.some(([from, to]) => from <= at && at + match.length <= to)
          ? match
          : '***',
      )
    }
    for (const [, shape] of shapes) result = result.replace(shape, '***')
    return result
  }

  /** Where spared texts stand. */
  #spans(text: string): [from: number, to: number][] {
    const spans: [number, number][] = []
    for (const spared of this.#spared) {
      for (let at = text.indexOf(spared); at >= 0; at = text.indexOf(spared, at + spared.length))
        spans.push([at, at + spared.length])
    }
    return spans
  }
}

function isGuessable(secret: string): boolean {
  return secret.length < 10 || !/\d/.test(secret) || /^(?:\d+|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(secret)
}

/** The first well-known token shape in a text: its name and where it starts, or undefined. */
export function knownSecret(text: string): { name: string; index: number; length: number } | undefined {
  for (const [name, shape] of shapes) {
    const found = new RegExp(shape.source, shape.flags.replace('g', '')).exec(text)
    if (found) return { name, index: found.index, length: found[0].length }
  }
  return undefined
}

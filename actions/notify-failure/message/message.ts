import type { DecisionWord } from '../incident/policy.ts'

export type Tone = 'red' | 'amber' | 'green'

export interface Line {
  /** Text of others; each channel escapes it for itself. */
  text: string
  /** A short text of ours before it, e.g. `#12`. */
  label?: string
  /** Where `label` leads to; made by us. */
  url?: string
  /** Logins behind it, for channels that can mention people. */
  people?: readonly string[]
}

/** One part of a message. `title` and `name` are words of ours. */
export type Section =
  | { kind: 'facts'; items: readonly { name: string; value: string }[] }
  | { kind: 'lines'; title: string; lines: readonly Line[]; more: number }
  | { kind: 'code'; title: string; source: string; lines: readonly string[]; lead: string; cut: boolean }

export interface Link {
  text: string
  url: string
}

/** News without a form: cleaned and redacted text in the order it is told. Channels give it a form and keep their limits. */
export interface Message {
  kind: DecisionWord
  tone: Tone
  title: string
  /** `repository · workflow · branch · #run`. */
  where: string
  sections: readonly Section[]
  links: readonly Link[]
  /** Why it is told; one or two sentences. */
  reason: string
  /** Whom to call, on `escalate` alone. */
  escalation: readonly Callee[]
  /** GitHub login to Slack user id, for suspects. */
  people: Readonly<Record<string, string>>
  key: string
  runId: number
  runAttempt: number
  at: Date
}

/** Somebody to be called by name, in one channel's own form. */
export type Callee =
  | { channel: 'slack'; id: string }
  | { channel: 'discord'; role: string }
  | { channel: 'github'; name: string }

/** `@here`, `U0123ABC`, `S0123ABC`, a Discord role id, `@login` or `@org/team`; undefined when it is none of these. */
export function parseCallee(word: string): Callee | undefined {
  const slack = /^(?:slack:)?(@(?:here|channel|everyone)|[UWS][A-Z0-9]{6,20})$/.exec(word)?.[1]
  if (slack) return { channel: 'slack', id: slack }
  const role = /^(?:discord:)?&?(\d{15,21})$/.exec(word)?.[1]
  if (role) return { channel: 'discord', role }
  const name = /^(?:github:)?@([a-z\d][a-z\d-]{0,38}(?:\/[\w.-]{1,100})?)$/i.exec(word)?.[1]
  return name ? { channel: 'github', name } : undefined
}

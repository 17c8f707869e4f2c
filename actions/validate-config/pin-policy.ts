import { didYouMean } from '@ecosystem-actions/core/suggest'
import type { Pin } from './rules/rule.ts'

export type PinPolicy = (repository: string) => Pin

interface Line {
  glob: string
  pattern: RegExp
  pin: Pin
}

const pins: readonly Pin[] = ['sha', 'ref', 'any']

function line(glob: string, pin: Pin): Line {
  const parts = glob.split('*').map((part) => RegExp.escape(part))
  return { glob, pin, pattern: new RegExp(`^${parts.join('.*')}$`, 'i') }
}

/** Reads `owner/repo-glob: sha|ref|any` lines. The longest glob that matches decides, so their order does not matter. */
export function parsePinPolicy(raw: string, refuse: (message: string) => never): PinPolicy {
  const lines: Line[] = []
  const problems: string[] = []
  for (const text of raw.split(/\r?\n/).map((one) => one.trim())) {
    if (text === '' || text.startsWith('#')) continue
    const [, glob = '', word = ''] = /^(\S+?)\s*:\s*(\S*)$/.exec(text) ?? []
    const pin = pins.find((one) => one === word)
    if (glob === '')
      problems.push(`${JSON.stringify(text.slice(0, 60))} is not written as owner/repo-glob: sha|ref|any`)
    else if (!/^(?:\*|[\w.*-]+\/[\w.*-]+)$/.test(glob))
      problems.push(`${JSON.stringify(glob.slice(0, 60))} is not an owner/repo glob`)
    else if (!pin)
      problems.push(
        `${JSON.stringify(word.slice(0, 60))} is not one of ${pins.join(', ')}. ${didYouMean(word, pins)}`.trim(),
      )
    else lines.push(line(glob, pin))
  }
  if (problems.length > 0) return refuse(`is not right: ${problems.join('; ')}.`)
  return policyOf(lines)
}

/** Where the lines have no word for all others, GitHub's own actions may be pinned by tag and the rest by commit. */
function policyOf(given: readonly Line[]): PinPolicy {
  const whole = given.some(({ glob }) => glob === '*')
  const fallback = whole ? [] : [line('*', 'sha'), line('actions/*', 'ref'), line('github/*', 'ref')]
  const lines = [...given, ...fallback].sort((a, b) => b.glob.length - a.glob.length)
  return (repository) => lines.find(({ pattern }) => pattern.test(repository))?.pin ?? 'sha'
}

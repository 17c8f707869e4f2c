const seconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const shape = /^(\d{1,9})\s*([smhdw]?)$/

/** Ten years: longer is a slip of the hand, and no calendar has to know it. */
export const longest = 3650 * 86_400

/** Why a text is no duration, as the end of a sentence; undefined when it is one. */
export function durationProblem(text: string): string | undefined {
  if (shape.test(text.trim()))
    return parseDuration(text) > longest ? `must be at most 3650d, not ${text.trim()}.` : undefined
  return `must be seconds or like 90m, 12h or 3d, not ${JSON.stringify(text.trim().slice(0, 60))}.`
}

/** Seconds of a text that has no `durationProblem`. */
export function parseDuration(text: string): number {
  const [, amount = '0', unit = ''] = shape.exec(text.trim()) ?? []
  return Number(amount) * (seconds[unit] ?? 1)
}

/** The two largest units of a duration, for people: `2 d 3 h`, `45 s`. */
export function formatDuration(total: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ]
  let rest = Math.max(0, Math.ceil(total))
  const parts: string[] = []
  for (const [name, size] of units) {
    const amount = Math.floor(rest / size)
    rest -= amount * size
    if (amount > 0 && parts.length < 2) parts.push(`${amount} ${name}`)
  }
  return parts.join(' ') || '0 s'
}

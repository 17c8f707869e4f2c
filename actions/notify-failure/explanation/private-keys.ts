// A private key stands on many lines, and an excerpt may begin in its middle: lines are masked one by one, before any are left out.

const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/
const end = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/
const header = /^\s*(?:Proc-Type|DEK-Info|Comment):/
/** A whole line of a key whose beginning was not read; mixed case, which a hash in hexadecimal does not have. */
const body = /^(?=.*[a-z])(?=.*[A-Z])\W{0,20}[A-Za-z0-9+/]{60,}={0,2}\W{0,20}$/
const more = /[A-Za-z0-9+/]{16,}|^[\w+/=\s|>"'\\-]{0,70}$/

/** Masks what of a private key stands on each line; one mask sees the lines of one text in their order. */
export function privateKeyMask(): (line: string) => string {
  let inside = false
  return (line) => {
    const ends = end.exec(line)
    const begins = begin.exec(line)
    if (begins) {
      inside = !ends || ends.index < begins.index
      const rest = ends && !inside ? line.slice(ends.index + ends[0].length) : ''
      return `${line.slice(0, begins.index)}***${rest}`
    }
    if (ends) {
      inside = false
      return `***${line.slice(ends.index + ends[0].length)}`
    }
    inside = body.test(line) || (inside && (header.test(line) || more.test(line)))
    return inside && line.trim() !== '' ? '***' : line
  }
}

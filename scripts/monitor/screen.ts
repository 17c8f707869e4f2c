// What a person sees while the monitor works: one living line per step on a terminal, plain lines in a pipe.
export interface Screen {
  step<T>(
    title: string,
    body: (tell: (line: string) => void) => Promise<T>,
    verdict: (result: T) => Verdict,
  ): Promise<T>
  line(text?: string): void
  heading(text: string): void
}

export interface Verdict {
  ok: boolean
  text: string
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

function painter(colors: boolean) {
  const paint = (code: number) => (text: string) => (colors ? `\u001B[${code}m${text}\u001B[0m` : text)
  return { bold: paint(1), dim: paint(2), green: paint(32), red: paint(31) }
}

export function createScreen(out: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const alive = out.isTTY && env['CI'] === undefined && env['TERM'] !== 'dumb'
  const paint = painter(alive && env['NO_COLOR'] === undefined)
  const line = (text = '') => void out.write(`${text}\n`)
  return {
    line,
    heading: (text) => line(paint.bold(text)),
    async step(title, body, verdict) {
      const started = performance.now()
      const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
      let told = ''
      let frame = 0
      const draw = () => {
        const width = (out.columns ?? 80) - title.length - 16
        const tail = told.length > width ? `${told.slice(0, Math.max(0, width - 1))}…` : told
        out.write(
          `\r\u001B[2K${frames[frame++ % frames.length]} ${title}  ${paint.dim(`${seconds()}  ${tail}`)}`,
        )
      }
      const timer = alive ? setInterval(draw, 80) : undefined
      try {
        const result = await body((text) => void (told = text.trim() === '' ? told : text.trim()))
        const { ok, text } = verdict(result)
        const mark = ok ? paint.green('✓') : paint.red('✗')
        if (alive) out.write('\r\u001B[2K')
        line(`${mark} ${title.padEnd(22)} ${text} ${paint.dim(`(${seconds()})`)}`)
        return result
      } finally {
        clearInterval(timer)
      }
    },
  }
}

// One long-lived `git diff-tree --stdin`: a line that is no object id is echoed, which marks the end of each answer.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { gitEnvironment } from './git.ts'

interface Waiting {
  end: Buffer
  resolve(output: Buffer): void
  reject(error: Error): void
}

export class DiffReader {
  readonly #directory: string
  #child: ChildProcessWithoutNullStreams | undefined
  #waiting: Waiting[] = []
  #output = Buffer.alloc(0)
  #count = 0

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Raw entries and patch of two trees, as `git diff-tree -r -M --full-index --raw -p -z` prints them. */
  read(from: string, to: string): Promise<Buffer> {
    const child = this.#process()
    this.#count += 1
    const end = `end-of-diff-${process.pid}-${this.#count}`
    return new Promise((resolve, reject) => {
      this.#waiting.push({ end: Buffer.from(`${end}\n`), resolve, reject })
      child.stdin.write(`${from} ${to}\n${end}\n`)
    })
  }

  close(): void {
    this.#child?.stdin.end()
    this.#child = undefined
  }

  #process(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child
    const args = ['diff-tree', '--stdin', '-r', '-M', '--full-index', '--raw', '-p', '-z']
    const child = spawn('git', args, { cwd: this.#directory, env: gitEnvironment() })
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk))
    child.stdin.on('error', () => undefined)
    child.on('error', (error) => this.#fail(error))
    child.on('close', () => {
      if (this.#child === child) this.#child = undefined
      this.#fail(new Error('git diff-tree ended before it answered'))
    })
    child.stderr.resume()
    return (this.#child = child)
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }

  #take(chunk: Buffer): void {
    this.#output = Buffer.concat([this.#output, chunk])
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const at = this.#output.indexOf(first.end)
      if (at === -1) return
      this.#waiting.shift()
      first.resolve(this.#output.subarray(0, at))
      this.#output = Buffer.from(this.#output.subarray(at + first.end.length))
    }
  }
}

// One long-lived `git cat-file --batch`: reading an object costs a pipe round trip instead of a process.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { gitEnvironment } from './git.ts'
import type { GitObject, ObjectType } from './objects.ts'

interface Waiting {
  resolve(object: GitObject | undefined): void
  reject(error: Error): void
}

export class BatchReader {
  readonly #directory: string
  #child: ChildProcessWithoutNullStreams | undefined
  #waiting: Waiting[] = []
  #chunks: Buffer[] = []
  #buffered = 0
  #needed = 1

  constructor(directory: string) {
    this.#directory = directory
  }

  /** The object, or undefined when the store does not have it. */
  read(oid: string): Promise<GitObject | undefined> {
    const child = this.#process()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      child.stdin.write(`${oid}\n`)
    })
  }

  close(): void {
    this.#child?.stdin.end()
    this.#child = undefined
  }

  #process(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child
    const child = spawn('git', ['cat-file', '--batch'], { cwd: this.#directory, env: gitEnvironment() })
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk))
    child.stdin.on('error', () => undefined)
    child.on('error', (error) => this.#fail(error))
    child.on('close', () => {
      if (this.#child === child) this.#child = undefined
      this.#fail(new Error('git cat-file ended before it answered'))
    })
    child.stderr.resume()
    return (this.#child = child)
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    if (this.#buffered < this.#needed) return
    let data = Buffer.concat(this.#chunks)
    let used = this.#answerOne(data)
    while (used > 0) {
      data = data.subarray(used)
      used = this.#answerOne(data)
    }
    this.#chunks = [data]
    this.#buffered = data.length
  }

  /** Answers the first waiting read when its bytes are complete; returns how many bytes it took. */
  #answerOne(data: Buffer): number {
    this.#needed = data.length + 1
    const end = data.indexOf(10)
    if (end === -1) return 0
    const [, type = 'missing', size = '0'] = data.toString('latin1', 0, end).split(' ')
    if (type === 'missing' || type === 'ambiguous') {
      this.#waiting.shift()?.resolve(undefined)
      return end + 1
    }
    const stop = end + 1 + Number(size)
    if (data.length < stop + 1) {
      this.#needed = stop + 1
      return 0
    }
    const body = Buffer.from(data.subarray(end + 1, stop))
    this.#waiting.shift()?.resolve({ type: type as ObjectType, body })
    return stop + 1
  }
}

/**
 * How many questions go into one GraphQL document. GitHub ends a document after ten seconds with 502 or 504 and charges for it all the same,
 * so a batch that was too much is halved at once and grows back slowly.
 */
export interface BatchSize {
  readonly size: number
  readonly most: number
  /** Batches answered whole since the last change. */
  readonly calm: number
}

const calmBatches = 5

export function batchSize(most: number): BatchSize {
  return { size: most, most, calm: 0 }
}

export function shrunk({ size, most }: BatchSize): BatchSize {
  return { size: Math.max(1, Math.floor(size / 2)), most, calm: 0 }
}

export function grown({ size, most, calm }: BatchSize): BatchSize {
  if (calm + 1 < calmBatches || size >= most) return { size, most, calm: calm + 1 }
  return { size: Math.min(most, Math.ceil(size * 1.2)), most, calm: 0 }
}

/** What became of a batch: answers by key, the rest must be asked again. */
export interface BatchAnswer<T> {
  answers: ReadonlyMap<string, T>
  /** The server said that it was too much, or did not answer at all. */
  overloaded: boolean
  /** Why, where it was. */
  because?: string
}

export interface BatchRun<Q, T> {
  keyOf(question: Q): string
  ask(questions: readonly Q[]): Promise<BatchAnswer<T>>
  /** Told for each question that has no answer after all attempts. */
  giveUp(question: Q, because: string): void
  answered(question: Q, answer: T): void
  /** Waits before the next batch after the n-th overload in a row. */
  pause(overloads: number): Promise<void>
  size: BatchSize
  /** Batches in flight. */
  lanes: number
  attempts: number
  /** Batches up to this size fail together, where there is another way to the answers; 1 by default. */
  together?: number
}

interface Pending<Q> {
  question: Q
  tries: number
}

/** Asks everything in batches; only questions without an answer are asked again. Errors thrown by `ask` end the run after the lanes are idle. */
export async function inBatches<Q, T>(questions: readonly Q[], run: BatchRun<Q, T>): Promise<void> {
  const queue: Pending<Q>[] = questions.map((question) => ({ question, tries: 0 }))
  let size = run.size
  let overloads = 0
  let stopped = false
  let at = 0

  const settle = (batch: readonly Pending<Q>[], answer: BatchAnswer<T>): void => {
    const small = batch.length <= (run.together ?? 1)
    for (const { question, tries } of batch) {
      const found = answer.answers.get(run.keyOf(question))
      if (found !== undefined) run.answered(question, found)
      // A question only fails on its own account when it was asked alone, or nearly.
      else if (small && tries + 1 >= run.attempts)
        run.giveUp(question, answer.because ?? 'GitHub gave no answer')
      else queue.push({ question, tries: small ? tries + 1 : tries })
    }
  }

  const lane = async (): Promise<void> => {
    while (!stopped && at < queue.length) {
      const batch = queue.slice(at, at + size.size)
      at += batch.length
      try {
        const answer = await run.ask(batch.map(({ question }) => question))
        const whole = batch.every(({ question }) => answer.answers.has(run.keyOf(question)))
        size = whole && !answer.overloaded ? grown(size) : shrunk(size)
        overloads = whole ? 0 : overloads + 1
        settle(batch, answer)
        if (!whole) await run.pause(overloads)
      } catch (error) {
        stopped = true
        throw error
      }
    }
  }

  const ended = await Promise.allSettled(Array.from({ length: run.lanes }, lane))
  // A lane may have ended while another one put questions back.
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  if (at < queue.length)
    await inBatches(
      queue.slice(at).map(({ question }) => question),
      { ...run, size, lanes: 1 },
    )
}

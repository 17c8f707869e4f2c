/**
 * Several named locks at once, always taken in the order of their names, so that two that want the same ones can never wait for each
 * other. Within one process; between runs the compare-and-swap of the history does the same work.
 */
export class OrderedLocks {
  readonly #tails = new Map<string, Promise<void>>()

  /** Runs `body` while it alone holds all of `names`; releases them whatever happens. */
  async hold<T>(names: Iterable<string>, body: () => Promise<T>): Promise<T> {
    const wanted = [...new Set(names)].sort()
    const releases: (() => void)[] = []
    try {
      for (const name of wanted) releases.push(await this.#take(name))
      return await body()
    } finally {
      for (const release of releases.reverse()) release()
    }
  }

  /** Names that somebody holds or waits for. */
  get held(): readonly string[] {
    return [...this.#tails.keys()]
  }

  async #take(name: string): Promise<() => void> {
    const before = this.#tails.get(name) ?? Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    const tail = before.then(() => promise)
    this.#tails.set(name, tail)
    await before
    return () => {
      resolve()
      if (this.#tails.get(name) === tail) this.#tails.delete(name)
    }
  }
}

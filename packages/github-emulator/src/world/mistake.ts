// Mistakes of a world file that show only while it is built: a revision that does not exist, a file that is not there.
export class WorldMistake extends Error {
  readonly path: readonly PropertyKey[]

  constructor(message: string, path: readonly PropertyKey[] = []) {
    super(message)
    this.name = 'WorldMistake'
    this.path = path
  }
}

/** Several mistakes, told at once. */
export class WorldMistakes extends Error {
  readonly mistakes: readonly WorldMistake[]

  constructor(mistakes: readonly WorldMistake[]) {
    super(mistakes.map((mistake) => mistake.message).join('\n'))
    this.name = 'WorldMistakes'
    this.mistakes = mistakes
  }
}

/** Does a piece of building; a mistake in it is told with the place in front. */
export async function within<T>(path: readonly PropertyKey[], work: () => Promise<T> | T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof WorldMistake ? new WorldMistake(error.message, [...path, ...error.path]) : error
  }
}

/** Collects the mistakes of many pieces instead of ending at the first. */
export async function collecting(mistakes: WorldMistake[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof WorldMistake)) throw error
    mistakes.push(error)
  }
}

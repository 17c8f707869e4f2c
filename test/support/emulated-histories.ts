import { historyScene, lostAnswers, type HistoryScene } from './history-scene.ts'
import { historySuite, type HistoryPlace } from './history-suite.ts'

const places: Record<string, (scene: HistoryScene) => HistoryPlace['open']> = {
  'branch by GraphQL, on the emulator': (scene) => (writer) => scene.branch(writer ?? 0),
  'branch by git objects, on the emulator': (scene) => {
    // As an Enterprise Server that lacks the mutation answers.
    scene.emulator.addFaults([{ match: { graphql: 'createCommitOnBranch' }, status: 501 }])
    return (writer) => scene.branch(writer ?? 0)
  },
  'artifacts, on the emulator': (scene) => (writer) => scene.artifacts(writer ?? 0),
}

/** The suite of the fakes with the real client and the real toolkit, so many writers at once with so many records each. */
export function emulatedHistories(load: { writers: number; each: number }): void {
  for (const [name, opener] of Object.entries(places))
    historySuite(name, async () => {
      const scene = await historyScene(load.writers)
      return {
        open: opener(scene),
        loseAnswers: (share) => scene.emulator.addFaults(lostAnswers(share)),
        close: () => scene.close(),
        ...load,
      }
    })
}

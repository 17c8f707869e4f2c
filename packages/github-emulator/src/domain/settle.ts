// What GitHub does on its own between two requests: armed pull requests are merged, queues move on.
import { settleAutoMerge } from './auto-merge.ts'
import { settleQueues } from './merge-queue.ts'
import { exclusively, type World } from './world.ts'

function somethingWaits(world: World): boolean {
  for (const repository of world.repositories.values())
    for (const pull of repository.pulls.values()) if (pull.autoMerge || pull.queueEntry) return true
  return false
}

/** Call it before a request is served, outside of `exclusively`. */
export async function settleWorld(world: World): Promise<void> {
  if (!somethingWaits(world)) return
  await exclusively(world, async () => {
    await settleQueues(world)
    for (const repository of world.repositories.values()) await settleAutoMerge(world, repository)
  })
}

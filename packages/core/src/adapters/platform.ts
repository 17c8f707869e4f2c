import type { Platform } from '../action.ts'
import { Journal } from '../journal.ts'
import { Redactor } from '../redact.ts'
import { systemClock } from './clock.ts'
import { runContext } from './context.ts'
import { diskFiles } from './files.ts'
import { createGitHub } from './github.ts'
import { actionsRunner } from './runner.ts'

/** The real outside of an action: the runner, the machine and the API of the run it belongs to. */
export function platform(): Platform {
  const context = runContext()
  const clock = systemClock()
  const redactor = new Redactor()
  const runner = actionsRunner((text) => redactor.redact(text))
  const journal = new Journal(clock)
  const onWait = ({ route, ms, because }: { route: string; ms: number; because: string }) => {
    journal.record({ kind: 'retried', subject: route, because, facts: { ms } })
    runner.debug(`${route}: waiting ${ms} ms (${because})`)
  }
  return {
    runner,
    context,
    clock,
    redactor,
    journal,
    files: diskFiles(context.workspace),
    github: (token, options = {}) =>
      createGitHub({ token, baseUrl: context.apiUrl, clock, onWait, ...options }),
  }
}

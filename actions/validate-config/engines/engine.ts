import { BudgetStop, GitHubError, UserError, reason } from '@ecosystem-actions/core/errors'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import type { Finding } from '../finding.ts'
import type { Engine } from '../report-types.ts'

export interface EngineResult {
  engine: Engine
  findings: Finding[]
}

/** What an engine answers: findings, or why it had nothing to do. */
export type EngineAnswer = Finding[] | { skipped: string }

/** Runs one engine. One that dies becomes an error finding that no option can silence: it must never look like a clean result. */
export async function runEngine(
  { name, version }: { name: string; version: string },
  body: () => EngineAnswer | Promise<EngineAnswer>,
): Promise<EngineResult> {
  try {
    const answer = await body()
    if ('skipped' in answer)
      return { engine: { name, version, status: 'skipped', because: answer.skipped }, findings: [] }
    const broken = answer.some(({ rule }) => rule === 'internal-error')
    return {
      engine: broken
        ? {
            name,
            version,
            status: 'failed',
            because: 'A part of it failed; see the findings of internal-error.',
          }
        : { name, version, status: 'ok' },
      findings: answer,
    }
  } catch (error) {
    const outside = outsideProblem(name, error)
    if (outside) {
      return { engine: { name, version, status: 'failed', because: outside.message }, findings: [outside] }
    }
    return {
      engine: { name, version, status: 'failed', because: reason(error) },
      findings: [internalError('', `The engine ${name} failed: ${reason(error)}`)],
    }
  }
}

/** What the user or GitHub can repair is no defect; but what was not checked is not green either. */
function outsideProblem(name: string, error: unknown): Finding | undefined {
  const known = error instanceof GitHubError ? (explainGitHubError(error) ?? error) : error
  if (!(known instanceof UserError || known instanceof GitHubError || known instanceof BudgetStop))
    return undefined
  return {
    ...internalError('', `The check ${name} could not be made: ${reason(known)}`),
    rule: 'check-failed',
    hint: known instanceof UserError ? known.remedy : 'Run it again; if it stays, leave this check out.',
  }
}

/** A defect of ours, made visible. */
export function internalError(file: string, message: string): Finding {
  return {
    rule: 'internal-error',
    severity: 'error',
    message,
    hint: 'This is a defect of validate-config, not of your file. Please report it with the file.',
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  }
}

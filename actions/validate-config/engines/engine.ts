import { reason } from '@ecosystem-actions/core/errors'
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
    return {
      engine: { name, version, status: 'failed', because: reason(error) },
      findings: [internalError('', `The engine ${name} failed: ${reason(error)}`)],
    }
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

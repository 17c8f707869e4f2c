import { error } from '@actions/languageservice/log'
import { BudgetStop } from '@ecosystem-actions/core/errors'
import { describe, expect, test } from '@jest/globals'
import { runEngine } from '../../../actions/validate-config/engines/engine.ts'
import { diagnose } from '../../../actions/validate-config/engines/language-service.ts'
import { judge, type Law } from '../../../actions/validate-config/judge.ts'
import { parseFile } from '../../../actions/validate-config/workflow/file.ts'

const law: Law = {
  severities: new Map(),
  known: new Set(),
  baseline: [],
  today: '2026-06-15',
  failOn: 'never',
}

describe('a check that breaks', () => {
  test('is an error that no option silences', async () => {
    const { engine, findings } = await runEngine({ name: 'x', version: '1' }, () => {
      throw new TypeError('undefined is not a function')
    })
    expect(engine).toMatchObject({ status: 'failed', because: 'undefined is not a function' })
    expect(findings).toMatchObject([{ rule: 'internal-error', severity: 'error' }])
    expect(judge(findings, new Map(), law)).toMatchObject({
      valid: false,
      failed: true,
      counts: { errors: 1 },
    })
    const off = { ...law, severities: new Map([['internal-error', 'off' as const]]) }
    expect(judge(findings, new Map(), off)).toMatchObject({ failed: true })
  })

  test('cannot be known to a baseline, nor suppressed', async () => {
    const { findings } = await runEngine({ name: 'x', version: '1' }, () =>
      Promise.reject(new Error('broken')),
    )
    const [finding] = judge(findings, new Map(), law).findings
    const baseline = [
      { fingerprint: finding?.fingerprint ?? '', rule: 'internal-error', file: '', message: 'x' },
    ]
    expect(judge(findings, new Map(), { ...law, baseline })).toMatchObject({ failed: true })
  })

  test('for lack of budget it is told as that, and is not green', async () => {
    const { findings } = await runEngine({ name: 'repositories', version: '1' }, () => {
      throw new BudgetStop('The graphql rate limit is down to its reserve of 100.')
    })
    expect(findings).toMatchObject([{ rule: 'check-failed', severity: 'error' }])
    expect(findings[0]?.message).toContain('down to its reserve')
  })

  test('an exception that the language service swallows is seen', async () => {
    const path = '.github/workflows/a.yml'
    const text = 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n'
    const findings = await diagnose({ path, text, kind: 'workflow', parsed: parseFile(path, text) }, () => {
      error('Unhandled error while validating: boom')
      return undefined
    })
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'internal-error',
        file: path,
        message: expect.stringContaining('boom') as unknown,
      }),
    )
  })
})

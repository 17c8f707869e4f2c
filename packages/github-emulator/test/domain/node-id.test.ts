import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { nodeId, parseNodeId } from '../../src/domain/node-id.ts'

describe('node ids', () => {
  test('have the form GitHub gives them', () => {
    // octocat/Hello-World has database id 1296269; its documented id in the new form starts with R_kgDO.
    expect(nodeId('Repository', 1_296_269)).toMatch(/^R_kgDO[\w-]+$/)
    expect(nodeId('PullRequest', 7, 1_296_269)).toMatch(/^PR_kwDO[\w-]+$/)
  })

  test('are read back as they were made', () => {
    const part = fc.oneof(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.string({ maxLength: 300 }))
    const repository = fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))
    fc.assert(
      fc.property(part, repository, (key, owner) => {
        expect(parseNodeId(nodeId('Ref', key, owner))).toEqual({ kind: 'Ref', repository: owner, key })
      }),
    )
  })

  test('are refused when they are something else', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => parseNodeId(text)).not.toThrow()))
    const whole = nodeId('Ref', 'refs/heads/main', 5)
    for (const bad of ['', 'R_', 'XX_kgDOAAAAAQ', whole.slice(0, -4), `${whole}AAAA`, 'MDEwOlJlcG9zaXRvcnkx'])
      expect(parseNodeId(bad)).toBeNull()
  })
})

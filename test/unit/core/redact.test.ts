import { describe, expect, test } from '@jest/globals'
import { Redactor, knownSecret } from '@ecosystem-actions/core/redact'
import fc from 'fast-check'

describe('Redactor', () => {
  test('no form of a secret survives in the middle of anything', () => {
    const secrets = fc
      .string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 40 })
      .filter((text) => text.trim().length >= 12)
    const around = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(secrets, around, around, (secret, before, after) => {
        const redactor = new Redactor([secret])
        const forms = [
          secret,
          encodeURIComponent(secret),
          Buffer.from(secret).toString('hex'),
          Buffer.from(secret).toString('base64'),
          JSON.stringify(secret).slice(1, -1),
        ]
        for (const form of forms) expect(redactor.redact(`${before} ${form} ${after}`)).not.toContain(form)
        const basic = Buffer.from(`user:${secret}`).toString('base64')
        expect(redactor.redact(basic)).not.toBe(basic)
      }),
    )
  })
  test('each line of a key is a secret', () => {
    const redactor = new Redactor(['line-one-of-key\nline-two-of-key'])
    expect(redactor.redact('x line-two-of-key y')).toBe('x *** y')
  })
  test('a mere word, number or commit id does not blank a part of a spared text; anything else does', () => {
    const sha = 'a1'.repeat(20)
    const redactor = new Redactor(['workflows', '9000002', sha, 's3cret-of-mine'])
    const [key, address] = [
      'acme/web:.github/workflows/ci.yml@main',
      `https://x/${sha}/9000002/s3cret-of-mine`,
    ]
    redactor.spare([key, address])
    expect(redactor.redact(`workflows: ${key}`)).toBe(`***: ${key}`)
    expect(redactor.redact(address)).toBe(`https://x/${sha}/9000002/***`)
    expect(new Redactor(['web:.github/workflows/ci.yml@mainline']).redact(`${key}line`)).toBe('acme/***')
  })
  test('very short values would blank ordinary text and stay', () => {
    expect(new Redactor(['ab']).redact('cab')).toBe('cab')
  })
  test.each([
    ['GitHub token', `ghp_${'a1'.repeat(18)}`],
    ['AWS key', 'AKIAIOSFODNN7EXAMPLE'],
    ['Slack webhook', 'https://hooks.slack.com/services/T00000000/B00000000/abcdefghijkl'],
    ['JSON web token', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'a'.repeat(43)}`],
  ])('%s is known by its shape', (name, text) => {
    expect(knownSecret(`x ${text} y`)).toMatchObject({ name, index: 2 })
    expect(new Redactor().redact(`x ${text} y`)).toBe('x *** y')
  })
  test('a password in a URL goes, the URL stays', () => {
    expect(new Redactor().redact('postgres://bob:hunter22@db.test/x')).toBe('postgres://bob:***@db.test/x')
  })
  test('ordinary text is left alone', () => {
    const text = 'commit 1a2b3c4d5e of https://example.com:8080/a@b and bob@example.com'
    expect(new Redactor().redact(text)).toBe(text)
    expect(knownSecret(text)).toBeUndefined()
  })
})

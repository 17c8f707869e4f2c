import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { declaredActions, metadataFile, root } from '../../../scripts/house.ts'

const pages = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))

function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, title = '']) => title)
  return headings.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

function brokenLinks(page: string, text: string): string[] {
  const withoutCode = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`]*`/g, '')
  const targets = [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets.filter((target) => {
    if (/^[a-z]+:/i.test(target)) return false
    const [path = '', anchor] = target.split('#')
    const file = path === '' ? page : join(dirname(page), path)
    if (!existsSync(join(root, file))) return true
    return (
      anchor !== undefined &&
      file.endsWith('.md') &&
      !anchorsOf(readFileSync(join(root, file), 'utf8')).includes(anchor)
    )
  })
}

describe('documentation', () => {
  test('there is some', () => expect(pages.length).toBeGreaterThan(8))
  test.each(pages)('%s has no broken link inside the repository', (page) => {
    expect(brokenLinks(page, readFileSync(join(root, page), 'utf8'))).toEqual([])
  })
  test('a broken link would be found', () => {
    expect(
      brokenLinks('README.md', 'a [b](nowhere.md) [c](README.md#nothing) [d](README.md#the-actions)'),
    ).toEqual(['nowhere.md', 'README.md#nothing'])
  })
})

describe('every input named under `with:` exists', () => {
  const known = Object.fromEntries(
    declaredActions().map((name) => {
      const { inputs = {} } = parse(readFileSync(join(root, metadataFile(name)), 'utf8')) as {
        inputs?: object
      }
      return [name, Object.keys(inputs)]
    }),
  )

  function unknownInputs(text: string): string[] {
    const steps = [
      ...text.matchAll(
        /uses:\s*(?:\$|\.|[\w-]+\/ecosystem-actions)\/actions\/([\w-]+)\S*[^\n]*\n((?:[ ]+[^\n]*\n?)*)/g,
      ),
    ]
    return steps.flatMap(([, name = '', rest = '']) => {
      const block = /^([ ]+)with:\n((?:\1[ ]+[^\n]*\n?)*)/m.exec(rest)
      if (!block || !known[name]) return known[name] ? [] : [`${name} (no such action)`]
      const indent = /^[ ]+/.exec(block[2] ?? '')?.[0].length ?? 0
      const keys = [...(block[2] ?? '').matchAll(/^([ ]+)([\w-]+):/gm)].filter(
        ([, space = '']) => space.length === indent,
      )
      return keys
        .map(([, , key = '']) => key)
        .filter((key) => !known[name]?.includes(key))
        .map((key) => `${name}: ${key}`)
    })
  }

  const sources = execFileSync(
    'git',
    ['ls-files', '-z', 'examples', '.github/workflows', 'README.md', 'docs', 'actions/*/README.md'],
    { cwd: root, encoding: 'utf8' },
  )
    .split('\0')
    .filter((path) => /\.(?:ya?ml|md)$/.test(path))

  test.each(sources)('%s', (path) =>
    expect(unknownInputs(readFileSync(join(root, path), 'utf8'))).toEqual([]),
  )
  test('a misspelt input would be found', () => {
    const text =
      '      - uses: OWNER/ecosystem-actions/actions/validate-config@v1\n        with:\n          confg: x\n          config: y\n'
    expect(unknownInputs(text)).toEqual(['validate-config: confg'])
  })
})

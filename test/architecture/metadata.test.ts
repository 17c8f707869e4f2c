import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { inputMeta } from '@ecosystem-actions/core/inputs'
import { parse } from 'yaml'
import type { z } from 'zod'
import { builtActions, declaredActions, metadataFile, root, rootAction } from '../../scripts/house.ts'

interface Metadata {
  name?: string
  description?: string
  branding?: { icon?: string; color?: string }
  inputs?: Record<string, { description?: string; required?: boolean; default?: string }>
  outputs?: Record<string, { description?: string }>
  runs?: { using?: string; main?: string }
}

const expected = ['auto-merge', 'ecosystem-sync', 'health-check', 'notify-failure', 'validate-config']

function metadata(name: string): Metadata {
  return parse(readFileSync(join(root, metadataFile(name)), 'utf8')) as Metadata
}

test('all five actions have metadata', () =>
  expect(declaredActions()).toEqual(expect.arrayContaining(expected)))

describe.each(declaredActions())('%s/action.yml', (name) => {
  const { inputs = {}, outputs = {}, runs, ...rest } = metadata(name)
  test('names and describes itself', () => {
    expect(rest.name).toMatch(/\S/)
    expect(rest.description).toMatch(/\S/)
  })
  test('every input and output has a description', () => {
    const silent = Object.entries({ ...inputs, ...outputs }).filter(([, field]) => !field.description?.trim())
    expect(silent.map(([field]) => field)).toEqual([])
  })
  test('keys are kebab-case', () => {
    const odd = Object.keys({ ...inputs, ...outputs }).filter(
      (key) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(key),
    )
    expect(odd).toEqual([])
  })
  test('runs on node24 from dist', () => {
    expect(runs).toMatchObject({
      using: 'node24',
      main: `${name === rootAction ? '' : '../../'}dist/${name}/index.js`,
    })
    expect(existsSync(join(root, 'dist', name, 'index.js'))).toBe(builtActions().includes(name))
  })
})

test('the root action can stand in the Marketplace', () => {
  const { name = '', description = '', branding } = metadata(rootAction)
  expect(name.length).toBeGreaterThan(10)
  expect(description.length).toBeLessThan(126)
  expect(branding).toEqual({ icon: 'check-circle', color: 'green' })
})

describe.each(builtActions())('%s/inputs.ts', (name) => {
  test('agrees with action.yml: keys, defaults, required', async () => {
    const { Inputs } = (await import(join(root, 'actions', name, 'inputs.ts'))) as { Inputs: z.ZodObject }
    const declared = metadata(name).inputs ?? {}
    const written = Object.fromEntries(
      Object.entries(declared).map(([key, field]) => [
        key,
        {
          default: defaultOf(field.default === undefined ? undefined : asText(field.default)),
          required: field.required ?? false,
        },
      ]),
    )
    const read = Object.fromEntries(
      Object.entries(Inputs.shape).map(([key, schema]) => {
        const meta = inputMeta(schema as z.ZodType)
        return [key, { default: meta.default.trim(), required: meta.required }]
      }),
    )
    expect(read).toEqual(written)
  })
})

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

// An expression as default is filled in by the runner; inside the bundle the input then simply has no default.
function defaultOf(text: string | undefined): string {
  const value = (text ?? '').trim()
  return value.startsWith('${{') ? '' : value
}

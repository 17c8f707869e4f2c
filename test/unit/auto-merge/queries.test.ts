import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { buildSchema, parse, validate } from 'graphql'
import { candidatesQuery, gateQuery, pageQuery } from '../../../actions/auto-merge/adapters/gate-query.ts'
import { root } from '../../../scripts/house.ts'
import { mutations } from '../../../actions/auto-merge/adapters/mutations.ts'

// The package does not export the path of the file.
const path = join(root, 'node_modules/@octokit/graphql-schema/schema.graphql')
const schema = buildSchema(readFileSync(path, 'utf8'), { assumeValidSDL: true })

test.each([
  ['gate', gateQuery([1, 22])],
  ['reviews', pageQuery('reviews', 1)],
  ['threads', pageQuery('reviewThreads', 1)],
  ['contexts', pageQuery('contexts', 1)],
  ['candidates', candidatesQuery],
  ...Object.entries(mutations),
])('%s is valid against the official schema', (_, query) => {
  expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([])
})

import { expect, test } from '@jest/globals'
import { sharedLookup } from '../../../actions/health-check/adapters/address-guard.ts'

type Ask = Parameters<typeof sharedLookup>[0]

function asking() {
  const asked: { host: string; answer: Parameters<Ask>[2] }[] = []
  const ask: Ask = (host, _, answer) => void asked.push({ host, answer })
  return { asked, look: sharedLookup(ask) }
}

test('those that ask while an answer is on its way share it, also an error; later ones ask anew', () => {
  const { asked, look } = asking()
  const heard: unknown[] = []
  const options = { all: true as const }
  for (let n = 0; n < 200; n++) look('a.example', options, (_, addresses) => heard.push(addresses))
  look('b.example', options, (error) => heard.push(error?.message))
  expect(asked.map(({ host }) => host)).toEqual(['a.example', 'b.example'])
  const addresses = [{ address: '192.0.2.1', family: 4 }]
  asked[0]?.answer(null, addresses)
  asked[1]?.answer(new Error('not found'), [])
  expect(heard).toEqual([...Array.from({ length: 200 }, () => addresses), 'not found'])
  look('a.example', options, () => undefined)
  expect(asked).toHaveLength(3)
})

test('another family is another question', () => {
  const { asked, look } = asking()
  for (const family of [4, 6]) look('a.example', { all: true, family }, () => undefined)
  expect(asked).toHaveLength(2)
})

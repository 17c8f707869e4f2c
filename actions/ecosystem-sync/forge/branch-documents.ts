import type { BranchAsk } from '../forge.ts'
import { fragments, type Document } from './documents.ts'

/** Open pull requests between two branches, with or without our label, and whether they are ours. */
export const openPullsDocument = `query OpenPulls($owner:String!,$name:String!,$head:String!,$base:String!){repository(owner:$owner,name:$name){pullRequests(states:OPEN,first:20,headRefName:$head,baseRefName:$base){nodes{...P labels(first:50){nodes{name}}}}}}
${fragments.pull}`

/** What the scan leaves out, for branches that are to be written: three connections each at most, so that 33 branches cost one point. */
export function branchesDocument(asks: readonly BranchAsk[]): Document {
  const variables: Record<string, string> = {}
  const aliases = asks.map(({ owner, name, branch, base, unread }, n) => {
    Object.assign(variables, { [`o${n}`]: owner, [`n${n}`]: name, [`b${n}`]: branch })
    if (unread.open) variables[`h${n}`] = base
    if (unread.rules) variables[`q${n}`] = `refs/heads/${branch}`
    const parts = [
      ...(unread.rules ? [`ref(qualifiedName:$q${n}){rules(first:50){nodes{type}}}`] : []),
      ...(unread.open
        ? [`open:pullRequests(states:OPEN,first:10,headRefName:$h${n},baseRefName:$b${n}){nodes{...P}}`]
        : []),
      ...(unread.done
        ? [
            `done:pullRequests(states:[CLOSED,MERGED],first:20,baseRefName:$b${n},labels:["ecosystem-sync"],orderBy:{field:UPDATED_AT,direction:DESC}){nodes{...P}}`,
          ]
        : []),
    ]
    // A variable that a document does not use is refused.
    if (!unread.open && !unread.done) delete variables[`b${n}`]
    return `r${n}:repository(owner:$o${n},name:$n${n}){${parts.join(' ')}}`
  })
  const declared = Object.keys(variables).map((name) => `$${name}:String!`)
  const used = asks.some(({ unread }) => unread.open || unread.done) ? `\n${fragments.pull}` : ''
  return { query: `query Branches(${declared.join(',')}){${aliases.join('\n')}}${used}`, variables }
}

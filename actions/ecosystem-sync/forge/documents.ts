import type { CompareAsk, PageAsk, RepositoryAsk } from '../forge.ts'

/** One GraphQL document: names travel as variables only, never inside the text. */
export interface Document {
  query: string
  variables: Record<string, string>
}

// Five connections a repository, none inside another, so that 25 repositories cost one point; labels of the pull requests alone would make it 20. `compare` and `object` are no connections and cost nothing.
const fragments = {
  branch: `fragment B on Ref{name branchProtectionRule{pattern} target{oid ...on Commit{committedDate author{email user{login databaseId}}}}}`,
  pull: `fragment P on PullRequest{number state body baseRefName headRefName viewerDidAuthor isCrossRepository mergeCommit{oid}}`,
  repository: `id nameWithOwner isArchived isDisabled isEmpty isLocked pushedAt mergeCommitAllowed diskUsage
defaultBranchRef{name}
refs(refPrefix:"refs/heads/",first:100){pageInfo{hasNextPage endCursor} nodes{...B}}
workflows:object(expression:"HEAD:.github/workflows"){...on Tree{entries{name}}}`,
  pulls: `open:pullRequests(states:OPEN,first:50,labels:["ecosystem-sync"]){pageInfo{hasNextPage endCursor} nodes{...P}}
done:pullRequests(states:[CLOSED,MERGED],first:30,labels:["ecosystem-sync"],orderBy:{field:UPDATED_AT,direction:DESC}){nodes{...P}}`,
  pointers: `environments(first:20){nodes{name}}
deployments(first:20,orderBy:{field:CREATED_AT,direction:DESC}){nodes{environment ref{name}}}`,
  chain: `fragment C on Repository{defaultBranchRef{target{...on Commit{history(first:30){nodes{oid committedDate parents(first:2){nodes{oid}}}}}}}}`,
} as const

function declared(variables: Record<string, string>): string {
  return Object.keys(variables)
    .map((name) => `$${name}:String!`)
    .join(',')
}

/** Parts that a token without their permission, or an older server, refuses: the whole repository would be lost with them. */
export interface Features {
  pulls: boolean
  pointers: boolean
}

export const allFeatures: Features = { pulls: true, pointers: true }

/** Which part a refusal speaks of, by the name of the field. */
export function featureOf(field: string | number | undefined): keyof Features | undefined {
  if (field === 'open' || field === 'done' || field === 'pullRequests') return 'pulls'
  return field === 'environments' || field === 'deployments' ? 'pointers' : undefined
}

/** Open pull requests between two branches, with or without our label, and whether they are ours. */
export const openPullsDocument = `query OpenPulls($owner:String!,$name:String!,$head:String!,$base:String!){repository(owner:$owner,name:$name){pullRequests(states:OPEN,first:20,headRefName:$head,baseRefName:$base){nodes{...P labels(first:50){nodes{name}}}}}}
${fragments.pull}`

export function repositoriesDocument(
  asks: readonly RepositoryAsk[],
  features: Features = allFeatures,
): Document {
  const variables: Record<string, string> = {}
  const aliases = asks.map(({ owner, name, chain }, index) => {
    variables[`o${index}`] = owner
    variables[`n${index}`] = name
    return `r${index}:repository(owner:$o${index},name:$n${index}){...R${chain ? ' ...C' : ''}}`
  })
  const parts = [
    fragments.repository,
    ...(features.pulls ? [fragments.pulls] : []),
    ...(features.pointers ? [fragments.pointers] : []),
  ]
  const used = [
    `fragment R on Repository{${parts.join('\n')}}`,
    fragments.branch,
    ...(features.pulls ? [fragments.pull] : []),
    ...(asks.some(({ chain }) => chain) ? [fragments.chain] : []),
  ]
  return {
    query: `query Repositories(${declared(variables)}){${aliases.join('\n')}}\n${used.join('\n')}`,
    variables,
  }
}

export function pagesDocument(asks: readonly PageAsk[]): Document {
  const variables: Record<string, string> = {}
  const aliases = asks.map(({ owner, name, kind, after }, index) => {
    Object.assign(variables, { [`o${index}`]: owner, [`n${index}`]: name, [`a${index}`]: after })
    const connection =
      kind === 'branches'
        ? `refs(refPrefix:"refs/heads/",first:100,after:$a${index})`
        : `open:pullRequests(states:OPEN,first:50,labels:["ecosystem-sync"],after:$a${index})`
    const nodes = kind === 'branches' ? '...B' : '...P'
    return `r${index}:repository(owner:$o${index},name:$n${index}){${connection}{pageInfo{hasNextPage endCursor} nodes{${nodes}}}}`
  })
  const kinds = new Set(asks.map(({ kind }) => kind))
  const used = [
    ...(kinds.has('branches') ? [fragments.branch] : []),
    ...(kinds.has('pulls') ? [fragments.pull] : []),
  ]
  return {
    query: `query Pages(${declared(variables)}){${aliases.join('\n')}}\n${used.join('\n')}`,
    variables,
  }
}

export interface CompareDocument extends Document {
  /** Where the answer to each question stands: alias of the repository and of the comparison. */
  places: readonly { repository: string; comparison: string }[]
}

/** Comparisons from the base branch, so `aheadBy` counts what only the other side has. One alias per repository and base. */
export function compareDocument(asks: readonly CompareAsk[]): CompareDocument {
  const variables: Record<string, string> = {}
  const groups = new Map<string, { alias: string; head: string; lines: string[] }>()
  const places = asks.map(({ owner, name, base, head }, index) => {
    const key = `${owner}/${name}/${base}`
    let group = groups.get(key)
    if (!group) {
      const n = groups.size
      Object.assign(variables, { [`o${n}`]: owner, [`n${n}`]: name, [`b${n}`]: `refs/heads/${base}` })
      group = {
        alias: `r${n}`,
        head: `repository(owner:$o${n},name:$n${n}){base:ref(qualifiedName:$b${n})`,
        lines: [],
      }
      groups.set(key, group)
    }
    variables[`h${index}`] = head
    group.lines.push(`c${index}:compare(headRef:$h${index}){aheadBy behindBy}`)
    return { repository: group.alias, comparison: `c${index}` }
  })
  const aliases = [...groups.values()].map(
    ({ alias, head, lines }) => `${alias}:${head}{target{oid} ${lines.join(' ')}}}`,
  )
  return { query: `query Compare(${declared(variables)}){${aliases.join('\n')}}`, variables, places }
}

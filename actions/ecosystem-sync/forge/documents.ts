import type { CompareAsk, PageAsk, RepositoryAsk } from '../forge.ts'

/** One GraphQL document: names travel as variables only, never inside the text. */
export interface Document {
  query: string
  variables: Record<string, string>
}

// Six connections a repository, none inside another, so that 24 repositories cost one point; labels of the pull requests alone would make it 20. `compare`, `object`, `refUpdateRule` and an environment's deployment are no connections and cost nothing.
// `branchProtectionRule` is shown to administrators only, `refUpdateRule` to everybody who may read.
export const fragments = {
  branch: `fragment B on Ref{name branchProtectionRule{pattern} refUpdateRule{pattern} target{oid ...on Commit{committedDate author{name email user{id login databaseId}}}}}`,
  pull: `fragment P on PullRequest{number state body baseRefName headRefName viewerDidAuthor isCrossRepository mergeCommit{oid}}`,
  repository: `id nameWithOwner isArchived isDisabled isEmpty isLocked pushedAt mergeCommitAllowed diskUsage
defaultBranchRef{name}
refs(refPrefix:"refs/heads/",first:100){pageInfo{hasNextPage endCursor} nodes{...B}}
workflows:object(expression:"HEAD:.github/workflows"){...on Tree{entries{name}}}`,
  pulls: `open:pullRequests(states:OPEN,first:50,labels:["ecosystem-sync"]){totalCount pageInfo{hasNextPage endCursor} nodes{...P}}
allOpen:pullRequests(states:OPEN){totalCount}
done:pullRequests(states:[CLOSED,MERGED],first:30,labels:["ecosystem-sync"],orderBy:{field:UPDATED_AT,direction:DESC}){pageInfo{hasNextPage endCursor} nodes{...P}}`,
  // Every deployment belongs to an environment; the newest one of each says where it points.
  pointers: `environments(first:100){pageInfo{hasNextPage endCursor} nodes{...E}}`,
  environment: `fragment E on Environment{name latestCompletedDeployment{ref{name}}}`,
  rules: `rulesets(first:1){totalCount}`,
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
  rules: boolean
}

export const allFeatures: Features = { pulls: true, pointers: true, rules: true }

/** Which part a refusal speaks of, by the name of the field. */
export function featureOf(field: string | number | undefined): keyof Features | undefined {
  if (field === 'open' || field === 'allOpen' || field === 'done' || field === 'pullRequests') return 'pulls'
  if (field === 'rulesets') return 'rules'
  return field === 'environments' ? 'pointers' : undefined
}

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
    ...(features.rules ? [fragments.rules] : []),
  ]
  const used = [
    `fragment R on Repository{${parts.join('\n')}}`,
    fragments.branch,
    ...(features.pulls ? [fragments.pull] : []),
    ...(features.pointers ? [fragments.environment] : []),
    ...(asks.some(({ chain }) => chain) ? [fragments.chain] : []),
  ]
  return {
    query: `query Repositories(${declared(variables)}){${aliases.join('\n')}}\n${used.join('\n')}`,
    variables,
  }
}

const lists: Record<PageAsk['kind'], { fragment: string; name: string; page: (after: string) => string }> = {
  branches: {
    fragment: fragments.branch,
    name: 'B',
    page: (after) => `refs(refPrefix:"refs/heads/",first:100,after:${after})`,
  },
  pulls: {
    fragment: fragments.pull,
    name: 'P',
    page: (after) => `open:pullRequests(states:OPEN,first:50,labels:["ecosystem-sync"],after:${after})`,
  },
  environments: {
    fragment: fragments.environment,
    name: 'E',
    page: (after) => `environments(first:100,after:${after})`,
  },
}

export function pagesDocument(asks: readonly PageAsk[]): Document {
  const variables: Record<string, string> = {}
  const aliases = asks.map(({ owner, name, kind, after }, index) => {
    Object.assign(variables, { [`o${index}`]: owner, [`n${index}`]: name, [`a${index}`]: after })
    const { name: nodes, page } = lists[kind]
    return `r${index}:repository(owner:$o${index},name:$n${index}){${page(`$a${index}`)}{pageInfo{hasNextPage endCursor} nodes{...${nodes}}}}`
  })
  const used = [...new Set(asks.map(({ kind }) => lists[kind].fragment))]
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
        head: `repository(owner:$o${n},name:$n${n}){defaultBranchRef{name} base:ref(qualifiedName:$b${n})`,
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

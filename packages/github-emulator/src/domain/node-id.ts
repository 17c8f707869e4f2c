// Global node ids. The form is the one GitHub announced in 2021: a type prefix, then MessagePack in base64url.
// REST's `node_id` and GraphQL's `id` are the same string, so both make it here.

const prefixes = {
  App: 'A',
  AutoMergeRequest: 'AMR',
  Blob: 'B',
  Bot: 'BOT',
  BranchProtectionRule: 'BPR',
  CheckRun: 'CR',
  CheckSuite: 'CS',
  Commit: 'C',
  Comparison: 'CMP',
  Deployment: 'DE',
  DeploymentStatus: 'DES',
  Environment: 'EN',
  Issue: 'I',
  IssueComment: 'IC',
  Label: 'LA',
  Mannequin: 'M',
  MergeQueue: 'MQ',
  MergeQueueEntry: 'MQE',
  Organization: 'O',
  PullRequest: 'PR',
  PullRequestCommit: 'PURC',
  PullRequestReview: 'PRR',
  PullRequestReviewComment: 'PRRC',
  PullRequestReviewThread: 'PRRT',
  Ref: 'REF',
  Repository: 'R',
  RepositoryRule: 'RR',
  RepositoryRuleset: 'RRS',
  ReviewRequest: 'RER',
  Status: 'S',
  StatusCheckRollup: 'SCR',
  StatusContext: 'SC',
  Tag: 'TA',
  TimelineEvent: 'TE',
  Tree: 'T',
  User: 'U',
  Workflow: 'W',
  WorkflowRun: 'WFR',
} as const

export type NodeKind = keyof typeof prefixes

export interface NodeId {
  kind: NodeKind
  /** Identifier of the repository the thing belongs to; null for users, repositories and apps themselves. */
  repository: number | null
  /** Its own identifier, object id or ref name. */
  key: number | string
}

const kinds = new Map(Object.entries(prefixes).map(([kind, prefix]) => [prefix as string, kind as NodeKind]))

/** The global id of a thing; a thing of a repository names the repository's identifier as well. */
export function nodeId(kind: NodeKind, key: number | string, repository: number | null = null): string {
  const parts: Buffer[] = [Buffer.from([repository === null ? 0x92 : 0x93, 0])]
  if (repository !== null) parts.push(packed(repository))
  parts.push(packed(key))
  return `${prefixes[kind]}_${Buffer.concat(parts).toString('base64url')}`
}

/** What a global id names, or null when it is not one. */
export function parseNodeId(id: string): NodeId | null {
  const match = /^([A-Z]+)_([\w-]+)$/.exec(id)
  const kind = kinds.get(match?.[1] ?? '')
  if (!kind || !match?.[2]) return null
  const bytes = Buffer.from(match[2], 'base64url')
  if ((bytes[0] !== 0x92 && bytes[0] !== 0x93) || bytes[1] !== 0) return null
  const first = unpacked(bytes, 2)
  if (first === null) return null
  if (bytes[0] === 0x92)
    return first.end === bytes.length ? { kind, repository: null, key: first.value } : null
  const second = unpacked(bytes, first.end)
  if (typeof first.value !== 'number' || second?.end !== bytes.length) return null
  return { kind, repository: first.value, key: second.value }
}

function packed(value: number | string): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    const head =
      text.length < 32
        ? [0xa0 | text.length]
        : text.length < 256
          ? [0xd9, text.length]
          : [0xda, text.length >> 8, text.length & 255]
    return Buffer.concat([Buffer.from(head), text])
  }
  const wide = value > 0xffff_ffff
  const bytes = Buffer.alloc(wide ? 9 : 5)
  bytes[0] = wide ? 0xcf : 0xce
  if (wide) bytes.writeBigUInt64BE(BigInt(value), 1)
  else bytes.writeUInt32BE(value, 1)
  return bytes
}

function unpacked(bytes: Buffer, at: number): { value: number | string; end: number } | null {
  const tag = bytes[at]
  const room = bytes.length - at - 1
  if (tag === 0xce && room >= 4) return { value: bytes.readUInt32BE(at + 1), end: at + 5 }
  if (tag === 0xcf && room >= 8) return { value: Number(bytes.readBigUInt64BE(at + 1)), end: at + 9 }
  if (tag === undefined) return null
  const text = (start: number, length: number) =>
    start + length <= bytes.length
      ? { value: bytes.toString('utf8', start, start + length), end: start + length }
      : null
  if ((tag & 0xe0) === 0xa0) return text(at + 1, tag & 31)
  if (tag === 0xd9 && room >= 1) return text(at + 2, bytes.readUInt8(at + 1))
  if (tag === 0xda && room >= 2) return text(at + 3, bytes.readUInt16BE(at + 1))
  return null
}

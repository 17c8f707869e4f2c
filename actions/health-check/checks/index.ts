import type { CheckKind, Kind } from '../check.ts'
import { backup } from './backup.ts'
import { content } from './content.ts'
import { dns } from './dns.ts'
import { executable } from './executable.ts'
import { file } from './file.ts'
import { http } from './http.ts'
import { link } from './link.ts'
import { metricsFreshness } from './metrics-freshness.ts'
import { permissions } from './permissions.ts'
import { postgres } from './postgres.ts'
import { rateLimit } from './rate-limit.ts'
import { redis } from './redis.ts'
import { statusPage } from './status-page.ts'
import { successRate } from './success-rate.ts'
import { tcp } from './tcp.ts'
import { tls } from './tls.ts'
import { workflow } from './workflow.ts'

const all = {
  file,
  executable,
  'metrics-freshness': metricsFreshness,
  'success-rate': successRate,
  'rate-limit': rateLimit,
  permissions,
  workflow,
  http,
  tls,
  tcp,
  dns,
  postgres,
  redis,
  link,
  content,
  backup,
  'status-page': statusPage,
} as const

/** Every kind by its name. */
export const checkKinds = all as unknown as Readonly<Record<Kind, CheckKind>>

/** Kinds that say nothing about the automation itself: with these alone nothing was checked. */
export const accessKinds: ReadonlySet<Kind> = new Set<Kind>(['rate-limit', 'permissions'])

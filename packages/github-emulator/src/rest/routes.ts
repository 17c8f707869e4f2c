// All REST routes the emulator serves, one file per family.
import type { Route } from '../http/router.ts'
import { actionRoutes } from './actions.ts'
import { appRoutes } from './apps.ts'
import { branchRoutes } from './branches.ts'
import { checkRoutes } from './checks.ts'
import { compareRoutes } from './compare.ts'
import { issueRoutes } from './issues.ts'
import { metaRoutes } from './meta.ts'
import { pullRoutes } from './pulls.ts'
import { repositoryRoutes } from './repositories.ts'

export const routes: readonly Route[] = [
  ...repositoryRoutes,
  ...branchRoutes,
  ...compareRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...actionRoutes,
  ...appRoutes,
  ...metaRoutes,
]

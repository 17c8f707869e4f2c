// All REST routes the emulator serves, one file per family.
import type { Route } from '../http/router.ts'
import { actionRoutes } from './actions.ts'
import { appRoutes } from './apps.ts'
import { branchRoutes } from './branches.ts'
import { checkRoutes } from './checks.ts'
import { compareRoutes } from './compare.ts'
import { contentRoutes } from './contents.ts'
import { deploymentRoutes } from './deployments.ts'
import { gitDataRoutes } from './git-data.ts'
import { issueRoutes } from './issues.ts'
import { artifactRoutes } from './artifacts.ts'
import { labelRoutes } from './labels.ts'
import { reviewCommentRoutes } from './review-comments.ts'
import { rulesetRoutes } from './rulesets.ts'
import { statusRoutes } from './statuses.ts'
import { collaboratorRoutes } from './collaborators.ts'
import { metaRoutes } from './meta.ts'
import { pullRoutes } from './pulls.ts'
import { repositoryRoutes } from './repositories.ts'
import { reviewRoutes } from './reviews.ts'
import { ruleRoutes } from './rules.ts'
import { searchRoutes } from './search.ts'
import { timelineRoutes } from './timeline.ts'
import { workflowRoutes } from './workflows.ts'

export const routes: readonly Route[] = [
  ...repositoryRoutes,
  ...collaboratorRoutes,
  ...branchRoutes,
  ...compareRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...reviewCommentRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...timelineRoutes,
  ...gitDataRoutes,
  ...contentRoutes,
  ...ruleRoutes,
  ...rulesetRoutes,
  ...checkRoutes,
  ...statusRoutes,
  ...actionRoutes,
  ...workflowRoutes,
  ...artifactRoutes,
  ...deploymentRoutes,
  ...searchRoutes,
  ...appRoutes,
  ...metaRoutes,
]

// All REST routes the emulator serves, one file per family.
import type { Route } from '../http/router.ts'
import { appRoutes } from './apps.ts'
import { repositoryRoutes } from './repositories.ts'

export const routes: readonly Route[] = [...repositoryRoutes, ...appRoutes]

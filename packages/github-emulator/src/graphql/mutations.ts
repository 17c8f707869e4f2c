// All mutations the emulator carries out.
import type { MutationTable } from './fields.ts'
import { issueMutations } from './mutations/issues.ts'
import { mergeMutations } from './mutations/merging.ts'
import { pullRequestMutations } from './mutations/pull-requests.ts'
import { refMutations } from './mutations/refs.ts'
import { reviewMutations } from './mutations/reviews.ts'

export const mutations: MutationTable = {
  ...refMutations,
  ...pullRequestMutations,
  ...mergeMutations,
  ...reviewMutations,
  ...issueMutations,
}

import { branchOnEmulator } from '../support/branch-place.ts'
import { emulatedHistories } from '../support/emulated-histories.ts'
import { retentionSuite } from '../support/retention-suite.ts'

emulatedHistories({ writers: 20, each: 5 })
retentionSuite('branch by git objects, on the emulator', () => branchOnEmulator({ graphql: false }))

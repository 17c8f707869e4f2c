import type { Clock, Files, GitHub, RunContext } from '@ecosystem-actions/core/ports'
import type { Gathered } from './gather.ts'

export interface Ports {
  files: Files
  clock: Clock
  context: RunContext
  env: (name: string) => string | undefined
  /** Absent without a token. */
  github: GitHub | undefined
}

/** The files of each input. */
export interface Sources {
  config: Gathered
  workflows: Gathered
  actions: Gathered
}

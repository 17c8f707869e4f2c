import { resolve } from 'node:path'
import { UserError, reason } from '../errors.ts'
import type { Artifacts } from '../ports.ts'

/** Uploads through the toolkit, which loads only when it is used: it is two thirds of a bundle. */
export function actionArtifacts(workspace: string): Artifacts {
  return {
    async upload(name, paths, options = {}) {
      const { DefaultArtifactClient } = await import('@actions/artifact')
      const files = paths.map((path) => resolve(workspace, path))
      try {
        const { id, size } = await new DefaultArtifactClient().uploadArtifact(name, files, workspace, options)
        return { id: id ?? 0, name, size: size ?? 0 }
      } catch (error) {
        throw new UserError(
          `Artifact "${name}" was not uploaded: ${reason(error)}`,
          'Artifacts need a workflow run on GitHub; turn the upload off elsewhere.',
          { cause: error },
        )
      }
    },
  }
}

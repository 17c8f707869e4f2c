import type { UploadedArtifact } from '../ports.ts'

export interface StoredArtifact {
  id: number
  name: string
  createdAt: Date
  /** Of the zip, in bytes. */
  size: number
  runId: number | undefined
}

/** The answer to an upload was lost, or a repetition was told that the name is taken or not known: it may be there, and may be tried under another name. */
export class UploadUnclear extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UploadUnclear'
  }
}

/** Artifacts of a repository, whichever run uploaded them. Needs `actions: read`. */
export interface ArtifactShelf {
  /** Newest first, a hundred a page from 1; expired ones left out. With a name only those of exactly that name. */
  page(page: number, name?: string): Promise<{ artifacts: readonly StoredArtifact[]; last: boolean }>
  /** Path to content. Throws UserError when the zip is broken or above `limit` bytes unpacked (default 64 MiB). */
  download(id: number, limit?: number): Promise<ReadonlyMap<string, Uint8Array>>
  /** Uploads files by name and content, under a name that must be new in this run. Throws UploadUnclear when it may have happened. */
  upload(name: string, files: ReadonlyMap<string, string>): Promise<UploadedArtifact>
}

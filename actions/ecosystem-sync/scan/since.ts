import type { Branch, Comparison, Target } from '../model.ts'

/** Behind by more than the threshold for certain. */
export function isBeyond(
  { comparison }: { comparison: Comparison },
  { threshold }: Pick<Target, 'threshold'>,
): boolean {
  return typeof comparison !== 'string' && comparison.behind > threshold
}

/** The branches as the state has them, where the threshold was changed since: the very same ones where it was not. */
export function withSince(
  branches: readonly Branch[],
  { target, since }: { target: Target; since: string },
): readonly Branch[] {
  const isRight = (branch: Branch) => isBeyond(branch, target) === (branch.behindSince !== undefined)
  if (branches.every(isRight)) return branches
  return branches.map((branch) => {
    if (isRight(branch)) return branch
    const { behindSince, ...rest } = branch
    return behindSince === undefined ? { ...rest, behindSince: since } : rest
  })
}

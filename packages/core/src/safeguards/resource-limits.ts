/** What one run may use. Counted, not felt: each limit that is reached is named. */
export interface ResourceLimits {
  /** Bytes of resident memory. */
  memory: number
  calls: number
  /** Milliseconds. */
  time: number
}

export interface ResourceUse {
  memory: number
  calls: number
  time: number
}

const units: Record<keyof ResourceLimits, (value: number) => string> = {
  memory: (value) => `${Math.round(value / 1_000_000)} MB of memory`,
  calls: (value) => `${value} requests`,
  time: (value) => `${Math.round(value / 1000)} seconds`,
}

/** The first limit that is reached, in words; undefined while there is room. */
export function limitReached(use: ResourceUse, limits: Partial<ResourceLimits>): string | undefined {
  const names = Object.keys(units) as (keyof ResourceLimits)[]
  const reached = names.find((name) => use[name] >= (limits[name] ?? Infinity))
  return reached && `${units[reached](limits[reached] ?? 0)} are used up`
}

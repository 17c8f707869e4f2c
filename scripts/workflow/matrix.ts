// Matrix expansion: https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
type Combination = Record<string, unknown>

interface Strategy {
  matrix?: Combination & { include?: Combination[]; exclude?: Combination[] }
}

/** All combinations of a job; one empty combination without a matrix. */
export function combinations(strategy: unknown): Combination[] {
  const { include = [], exclude = [], ...axes } = ((strategy ?? {}) as Strategy).matrix ?? {}
  const names = Object.keys(axes)
  let found: Combination[] = names.length > 0 ? [{}] : []
  for (const name of names) {
    const values = axes[name]
    found = found.flatMap((one) =>
      (Array.isArray(values) ? values : [values]).map((value: unknown) => ({ ...one, [name]: value })),
    )
  }
  found = found.filter((one) => !exclude.some((rule) => matches(one, rule)))
  const added: Combination[] = []
  for (const extra of include) {
    const targets = found.filter((one) =>
      names.every((name) => !(name in extra) || same(one[name], extra[name])),
    )
    if (targets.length > 0) for (const target of targets) Object.assign(target, extra)
    else added.push({ ...extra })
  }
  const all = [...found, ...added]
  return all.length > 0 ? all : [{}]
}

function matches(one: Combination, rule: Combination): boolean {
  return Object.entries(rule).every(([name, value]) => same(one[name], value))
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

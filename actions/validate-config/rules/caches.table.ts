/** How an action decides whether it restores a cache: `on` inputs switch it on, `off` inputs switch it off. */
export interface CacheSwitch {
  /** An input that switches caching on, and whether it is on when the input is absent. */
  on?: { input: string; byDefault: boolean; values?: readonly string[] }[]
  /** All of `on` must hold, not just one. */
  together?: boolean
  off?: { input: string; values: readonly string[] }
  /** From this major version on the first input is off unless it is `true`. */
  quietSince?: number
  /** Before this major version the input that is on by default did not exist. */
  loudSince?: number
}

const yes = ['true', 'yes', '1']

export const cachingActions: Readonly<Record<string, CacheSwitch>> = {
  'actions/cache': { off: { input: 'lookup-only', values: yes } },
  'actions/cache/restore': { off: { input: 'lookup-only', values: yes } },
  'actions/setup-java': { on: [{ input: 'cache', byDefault: false }] },
  'actions/setup-go': { on: [{ input: 'cache', byDefault: true }] },
  'actions/setup-node': {
    on: [
      { input: 'cache', byDefault: false, values: ['npm', 'yarn', 'pnpm'] },
      { input: 'package-manager-cache', byDefault: true },
    ],
    loudSince: 5,
  },
  'actions/setup-python': { on: [{ input: 'cache', byDefault: false }] },
  'actions/setup-dotnet': { on: [{ input: 'cache', byDefault: false }] },
  'astral-sh/setup-uv': { on: [{ input: 'enable-cache', byDefault: true }], quietSince: 10 },
  'swatinem/rust-cache': { off: { input: 'lookup-only', values: yes } },
  'ruby/setup-ruby': { on: [{ input: 'bundler-cache', byDefault: false }] },
  'pyo3/maturin-action': { on: [{ input: 'sccache', byDefault: false }] },
  'mlugg/setup-zig': { on: [{ input: 'use-cache', byDefault: true }] },
  'oven-sh/setup-bun': { off: { input: 'no-cache', values: yes } },
  'determinatesystems/magic-nix-cache-action': { on: [{ input: 'use-gha-cache', byDefault: true }] },
  'graalvm/setup-graalvm': { on: [{ input: 'cache', byDefault: false }] },
  'gradle/actions/setup-gradle': { off: { input: 'cache-disabled', values: yes } },
  'docker/setup-buildx-action': {
    on: [
      { input: 'cache-binary', byDefault: true },
      { input: 'version', byDefault: false },
    ],
    together: true,
  },
  'actions-rust-lang/setup-rust-toolchain': { on: [{ input: 'cache', byDefault: true }] },
  'mozilla-actions/sccache-action': {},
  'nix-community/cache-nix-action': {},
  'jdx/mise-action': { on: [{ input: 'cache', byDefault: true }] },
  'ramsey/composer-install': { off: { input: 'ignore-cache', values: yes } },
  'awalsh128/cache-apt-pkgs-action': {},
}

/** Actions that publish what the job built. `docker/build-push-action` does so unless `push` is off. */
export const publishers: ReadonlySet<string> = new Set([
  'pypa/gh-action-pypi-publish',
  'rubygems/release-gem',
  'jreleaser/release-action',
  'goreleaser/goreleaser-action',
  'softprops/action-gh-release',
  'ncipollo/release-action',
  'release-drafter/release-drafter',
  'googleapis/release-please-action',
  'docker/build-push-action',
  'redhat-actions/push-to-registry',
  'aws-actions/amazon-ecs-deploy-task-definition',
  'aws-actions/aws-cloudformation-github-deploy',
  'azure/aci-deploy',
  'azure/container-apps-deploy-action',
  'azure/functions-action',
  'azure/sql-action',
  'cloudflare/wrangler-action',
  'google-github-actions/deploy-appengine',
  'google-github-actions/deploy-cloudrun',
  'google-github-actions/deploy-cloud-functions',
])

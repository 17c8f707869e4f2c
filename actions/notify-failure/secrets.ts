import type { Inputs } from './inputs.ts'

const urls = [
  'slack-webhook-url',
  'teams-webhook-url',
  'discord-webhook-url',
  'webhook-url',
  'smtp-url',
] as const

/** Parts of the secret inputs that a program or an error message may show alone: paths, their last segments, signatures, passwords. */
export function secretParts(inputs: Inputs): string[] {
  const parts = urls.flatMap((name) => partsOfUrl(inputs[name]))
  const { 'smtp-user': user, 'smtp-password': password, 'smtp-oauth2-token': token } = inputs
  const plainAuth = user && password ? [Buffer.from(`\0${user}\0${password}`).toString('base64')] : []
  const bearer =
    user && token
      ? [Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64')]
      : []
  const keys = inputs['webhook-secret'].split(/\s+/).flatMap((one) => [one, one.replace(/^whsec_/, '')])
  return [...parts, ...plainAuth, ...bearer, ...keys].filter((part) => part.length >= 6)
}

function partsOfUrl(value: string): string[] {
  if (value === '' || !URL.canParse(value)) return []
  const url = new URL(value)
  // A word of a path is no secret and may stand in any text; what holds a digit and is long is not a word.
  const isRandom = (part: string) => part.length >= 10 && /\d/.test(part)
  const path = isRandom(url.pathname) ? [url.pathname] : []
  const segments = url.pathname.split('/').filter(isRandom)
  const query = [...url.searchParams]
    .filter(([name]) => /sig|token|key|code|secret/i.test(name))
    .map(([, text]) => text)
  const user = [url.password, decoded(url.password)]
  const auth = url.password
    ? [Buffer.from(`\0${decoded(url.username)}\0${decoded(url.password)}`).toString('base64')]
    : []
  return [...path, ...segments, ...segments.map(decoded), ...query, ...user, ...auth].filter(Boolean)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const secretName = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY|WEBHOOK|DSN$|_KEY$|_PAT$/i
const notSecret = /^(?:true|false|null|none|\d{1,9}|https?:\/\/[^/@?]*\/?)$/i

const ofTheRunner = /^(?:GITHUB|RUNNER|INPUT|ACTIONS|ECOSYSTEM|npm|HOSTNAME)/
const random = /^(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{16,500}$/

/**
 * Values of variables that are named like secrets, or that look random: a log or a commit message may repeat them. What everybody sees of
 * the run (`known`: repository, branch, commit, workflow) is no secret: a workflow hands it on in variables of its own.
 */
export function environmentSecrets(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[] = [],
): string[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined || value.length < 8 || notSecret.test(value) || known.includes(value)) return []
    const looksRandom = !ofTheRunner.test(name) && random.test(value) && !value.startsWith('/')
    const isSecret = secretName.test(name) || (looksRandom && !known.some((one) => one.includes(value)))
    return isSecret ? [value] : []
  })
}

const assignment =
  /((?:^|[^\p{L}\p{N}])[\w.-]{0,40}(?:password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?)["']?\s{0,3}[:=]\s{0,3}["']?)(?!\*\*\*)([^\s"',;&]{6,500})/giu
const query =
  /([?&](?:sig|signature|token|access_token|key|api_key|code|secret|password|auth)=)[^&\s"'<>]{6,500}/gi
const flag =
  /((?:^|\s)--(?:[\w-]{0,30}-)?(?:password|passwd|passphrase|secret|token|api-?key)\s{1,3})(?![-<[$])([^\s"']{6,500}|"[^"\n]{6,500}"|'[^'\n]{6,500}')/gi
const header = /(\b(?:set-cookie|cookie|authorization)["']?\s{0,3}:\s{0,3})[^\s"'][^"'\n]{5,4000}/gi
const userinfo = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@]{1,300}@/gi

const user =
  /((?:^|\s)(?:-u|-U|--user|--proxy-user)[ =]?["']?[^\s:"'=/]{1,100}:)(?!\*\*\*|\d+(?:\s|$))([^\s"']{4,500})/g

/** A short option means a password to some programs only: `mkdir -p` is none. */
const shortFlags = (
  [
    [String.raw`(?:mysql|mariadb|mongo)[\w-]{0,20}|sshpass|twine|7za?|htpasswd`, 'p'],
    [
      String.raw`(?:docker|podman|nerdctl|buildah|skopeo|helm|oras|crane|az|npm|heroku)\s[^\n]{0,80}?\blogin`,
      'p',
    ],
    [String.raw`redis-cli`, 'a'],
    [String.raw`ldap[a-z]{1,12}`, 'w'],
    [String.raw`sqlcmd|bcp|unzip|zip`, 'P'],
    [String.raw`keytool|jarsigner|apksigner|openssl`, '(?:storepass|keypass|passin|passout|pass)'],
  ] as const
).map(
  ([programs, option]) =>
    new RegExp(
      `((?:^|[\\s;&|/("'\`$])(?:${programs})\\s(?:[^\\n]{0,300}?\\s)?-${option}[ =]?)(?!\\*\\*\\*)([^\\s"'-][^\\s"']{3,500}|"[^"\\n]{4,500}"|'[^'\\n]{4,500}')`,
      'gm',
    ),
)

/** Secrets that nobody registered, by what stands before them: `password=…`, `-p …`, `?sig=…`, `https://token@…`. */
export function keyValueRedactor(text: string): string {
  return [assignment, query, flag, header, user, ...shortFlags]
    .reduce((rest, pattern) => rest.replace(pattern, '$1***'), text)
    .replace(userinfo, '$1***@')
}

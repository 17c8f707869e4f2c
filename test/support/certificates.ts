import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Pair {
  cert: string
  key: string
}

export interface LeafOptions {
  name?: string
  /** As OpenSSL writes times: YYYYMMDDHHMMSSZ. */
  from?: string
  to?: string
  issuer?: Pair
}

/** A small authority by the openssl program, thrown away with the test. */
export class Authority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'authority-'))
  #serial = 0

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  root(name = 'Test Root'): Pair {
    return this.#make(name, { ca: true })
  }

  intermediate(issuer: Pair): Pair {
    return this.#make('Test Intermediate', { ca: true, issuer })
  }

  leaf({ name = 'localhost', ...more }: LeafOptions = {}): Pair {
    return this.#make(name, { ca: false, ...more })
  }

  #make(name: string, { ca, issuer, from, to }: LeafOptions & { ca: boolean }): Pair {
    const file = (ending: string) => join(this.#folder, `${n}.${ending}`)
    const n = ++this.#serial
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
    const extensions = ca
      ? 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n'
      : `basicConstraints=CA:FALSE\nsubjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth\n`
    writeFileSync(file('ext'), `[v]\n${extensions}`)
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file('key'))
    openssl('req', '-new', '-key', file('key'), '-subj', `/CN=${name}`, '-out', file('csr'))
    if (issuer) {
      writeFileSync(file('ca.pem'), issuer.cert)
      writeFileSync(file('ca.key'), issuer.key)
    }
    // `openssl ca` is the form that takes both ends of the validity in every version.
    writeFileSync(file('db'), '')
    writeFileSync(file('serial'), randomBytes(8).toString('hex'))
    writeFileSync(file('conf'), this.#config(file('db'), file('serial')))
    const signer = issuer
      ? ['-cert', file('ca.pem'), '-keyfile', file('ca.key')]
      : ['-selfsign', '-keyfile', file('key')]
    const dates = ['-startdate', from ?? stamp(-60), '-enddate', to ?? stamp(30)]
    openssl(
      'ca',
      '-batch',
      '-notext',
      '-config',
      file('conf'),
      '-outdir',
      this.#folder,
      '-in',
      file('csr'),
      '-out',
      file('pem'),
      ...signer,
      ...dates,
      '-extfile',
      file('ext'),
      '-extensions',
      'v',
    )
    return { cert: readFileSync(file('pem'), 'utf8'), key: readFileSync(file('key'), 'utf8') }
  }

  #config(database: string, serial: string): string {
    return [
      '[ca]',
      'default_ca=d',
      '[d]',
      `database=${database}`,
      `serial=${serial}`,
      'default_md=sha256',
      'policy=p',
      'unique_subject=no',
      '[p]',
      'commonName=supplied',
      '',
    ].join('\n')
  }
}

/** Days from now as OpenSSL writes a time. */
export function stamp(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
}

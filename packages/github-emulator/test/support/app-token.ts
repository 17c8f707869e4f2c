// A key pair and a JWT as an app signs it.
import { createSign, generateKeyPairSync } from 'node:crypto'

export function appKeys(): { publicKey: string; privateKey: string } {
  const options = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const
  return generateKeyPairSync('rsa', { modulusLength: 2048, ...options })
}

export function appJwt(
  privateKey: string,
  input: { iss: number | string; now: number; lifetime?: number },
): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const seconds = Math.floor(input.now / 1000)
  const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iat: seconds - 60, exp: seconds + (input.lifetime ?? 540), iss: input.iss })}`
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey, 'base64url')}`
}

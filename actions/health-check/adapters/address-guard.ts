import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// Loopback, link-local (cloud metadata), private, shared, benchmarking, multicast and reserved ranges: https://www.iana.org/assignments/iana-ipv4-special-registry
const ranges4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
const ranges6 = ['::/128', '::1/128', '64:ff9b:1::/48', 'fc00::/7', 'fe80::/10', 'ff00::/8']

const blocked = new BlockList()
for (const [range, family] of [
  ...ranges4.map((one) => [one, 'ipv4'] as const),
  ...ranges6.map((one) => [one, 'ipv6'] as const),
]) {
  const [address = '', bits = '0'] = range.split('/')
  blocked.addSubnet(address, Number(bits), family)
}

/** Whether an address is one that only this machine or its network can reach. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(bare)
  if (family === 4) return blocked.check(bare, 'ipv4')
  if (family !== 6) return false
  return blocked.check(bare, 'ipv6') || embedded(bare).some((inner) => blocked.check(inner, 'ipv4'))
}

// IPv4 inside IPv6 (mapped, compatible, NAT64, 6to4) reaches the IPv4 address.
function embedded(address: string): string[] {
  const words = expand(address)
  const dotted = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const zeros = words.slice(0, 5).every((word) => word === 0)
  if (zeros && (words[5] === 0xffff || words[5] === 0)) return [dotted(words[6], words[7])]
  if (words[0] === 0x64 && words[1] === 0xff9b) return [dotted(words[6], words[7])]
  return words[0] === 0x2002 ? [dotted(words[1], words[2])] : []
}

function expand(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [left = '', right] = canonical.split('::')
  const parse = (part: string) =>
    part
      .split(':')
      .filter(Boolean)
      .map((word) => Number.parseInt(word, 16))
  const [start, end] = [parse(left), parse(right ?? '')]
  return right === undefined
    ? start
    : [...start, ...Array.from<number>({ length: 8 - start.length - end.length }).fill(0), ...end]
}

export class PrivateAddress extends Error {
  constructor(host: string, address: string) {
    const which = host === address ? host : `${host} (${address})`
    super(`${which} is a private address`)
    this.name = 'PrivateAddress'
  }
}

export interface AddressGuard {
  /** Throws PrivateAddress for an address that is refused; names are looked at when they are resolved. */
  host(host: string): void
  /** For `net.connect`: the addresses of the very connection are judged, so a name cannot answer differently the second time. */
  lookup: LookupFunction
}

type Answered = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/**
 * 200 checks of one host are one look-up (see name-threads.ts for 200 hosts): those that ask while an answer is on its way share it. Nothing
 * is remembered after that.
 */
export function sharedLookup(ask: (host: string, options: LookupAllOptions, answered: Answered) => void) {
  const waiting = new Map<string, Answered[]>()
  return (host: string, options: LookupAllOptions, answered: Answered): void => {
    const key = JSON.stringify([host, options.family, options.hints, options.order])
    const others = waiting.get(key)
    if (others) {
      others.push(answered)
      return
    }
    const own = [answered]
    waiting.set(key, own)
    ask(host, options, (error, addresses) => {
      waiting.delete(key)
      for (const one of own) one(error, addresses)
    })
  }
}

export function addressGuard(allowPrivate: boolean): AddressGuard {
  const resolve = sharedLookup((host, options, answered) => lookup(host, options, answered))
  return {
    host(host) {
      if (!allowPrivate && isPrivateAddress(host)) throw new PrivateAddress(host, host)
    },
    lookup(host, options, callback) {
      resolve(host, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, '', 0)
        const refused = allowPrivate ? undefined : addresses.find(({ address }) => isPrivateAddress(address))
        if (refused) return callback(new PrivateAddress(host, refused.address), '', 0)
        const [first] = addresses
        if (options.all) return callback(null, addresses)
        return first
          ? callback(null, first.address, first.family)
          : callback(new Error(`${host} has no address`), '', 0)
      })
    },
  }
}

import { lookup as resolve, type LookupAddress } from 'node:dns'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'
import { UserError } from '@ecosystem-actions/core/errors'

// https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 twin: everything that is not the public internet.
const privateNets: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const privateNets6: readonly [string, number][] = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
  ['ff00::', 8],
]

const privateList = listOf(privateNets, privateNets6)
const loopbackList = listOf([['127.0.0.0', 8]], [['::1', 128]])
// Cloud metadata lives on link-local addresses: never a receiver, whatever is allowed.
const linkLocalList = listOf([['169.254.0.0', 16]], [['fe80::', 10]])

function listOf(four: readonly [string, number][], six: readonly [string, number][]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of four) list.addSubnet(net, prefix, 'ipv4')
  for (const [net, prefix] of six) list.addSubnet(net, prefix, 'ipv6')
  return list
}

export type Reach = 'public' | 'private' | 'loopback' | 'link-local'

/** Where an IP address leads. An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) counts as itself. */
export function reachOf(address: string): Reach {
  const inner = isIPv6(address) ? embedded(address) : undefined
  if (inner !== undefined) return reachOf(inner)
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  if (linkLocalList.check(address, family)) return 'link-local'
  if (loopbackList.check(address, family)) return 'loopback'
  return privateList.check(address, family) ? 'private' : 'public'
}

function embedded(address: string): string | undefined {
  const groups = expand(address)
  const four = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const [a, b] = groups
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0)
  if (zeros(0, 5) && groups[5] === 0xffff) return four(groups[6], groups[7])
  if (zeros(0, 6) && (groups[6] !== 0 || (groups[7] ?? 0) > 1)) return four(groups[6], groups[7])
  if (a === 0x64 && b === 0xff9b && zeros(2, 6)) return four(groups[6], groups[7])
  return a === 0x2002 ? four(groups[1], groups[2]) : undefined
}

function expand(address: string): number[] {
  const bare = address.split('%')[0] ?? ''
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(bare)
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : bare
  const [left = '', right] = text.split('::')
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [head, tail] = [parse(left), parse(right ?? '')]
  return right === undefined
    ? head
    : [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
}

function hex(high: string | undefined, low: string | undefined): string {
  return (Number(high) * 256 + Number(low)).toString(16)
}

export interface Permission {
  allowPrivate: boolean
  /** Only this machine will do: the connection is not encrypted. */
  loopbackOnly: boolean
}

/** Throws UserError unless the address may be connected to. */
export function checkAddress(
  host: string,
  address: string,
  { allowPrivate, loopbackOnly }: Permission,
): void {
  const reach = reachOf(address)
  if (loopbackOnly && reach !== 'loopback')
    throw new UserError(
      `Plain http to ${host} is refused.`,
      'Use https://; plain http is for this machine alone.',
    )
  if (reach === 'public') return
  if (reach === 'link-local')
    throw new UserError(`${host} leads to a link-local address, which is refused.`, 'Use another host.')
  if (!allowPrivate)
    throw new UserError(
      `${host} leads to a ${reach} address, which is refused.`,
      'Set `allow-private-hosts: true` if the receiver really is in your own network.',
    )
}

/** A literal address never reaches the `lookup` below, so it is checked before the connection. */
export function checkLiteral(host: string, permission: Permission): void {
  const bare = host.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) checkAddress(host, bare, permission)
}

/** DNS for one connection: every answer is checked, and the connection goes to what was checked, so no second answer can differ. */
export function guardedLookup(permission: Permission): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined
      if (error || !addresses?.length) return callback(error ?? new Error('not found'), '', 0)
      try {
        for (const { address } of addresses) checkAddress(host, address, permission)
      } catch (refusal) {
        return callback(refusal as NodeJS.ErrnoException, '', 0)
      }
      const [first] = addresses
      return options.all ? callback(null, addresses) : callback(null, first!.address, first!.family)
    })
  }
}

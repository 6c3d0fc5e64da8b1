import net from 'node:net'

/** Who stands in front of us: addresses and networks whose word about the client is believed. */
export type TrustedProxies = { has: (address: string) => boolean; isEmpty: boolean }

/** Takes addresses and CIDR networks; throws on anything else. */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new net.BlockList()
  for (const entry of entries) {
    const [address = '', prefix, ...more] = entry.split('/')
    const family = net.isIP(address)
    const bits = prefix === undefined ? undefined : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN
    if (family === 0 || more.length > 0 || (bits !== undefined && !(bits <= (family === 6 ? 128 : 32)))) {
      throw new Error(`${entry} is neither an address nor a network like 10.0.0.0/8`)
    }
    const type = family === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, type)
    else list.addSubnet(address, bits, type)
  }
  return {
    isEmpty: entries.length === 0,
    has: (address) => list.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4'),
  }
}

/** `::ffff:192.0.2.1` is an IPv4 client that came to a socket of both families. */
export const plainAddress = (address: string): string =>
  address.startsWith('::ffff:') && net.isIPv4(address.slice(7)) ? address.slice(7) : address

/**
 * The client's address: the peer's own, or, where the peer is a trusted proxy, the rightmost forwarded one that is
 * not a trusted proxy itself. What stands further left is the client's own claim.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = plainAddress(peer)
  if (trusted.isEmpty || forwardedFor === undefined || !trusted.has(address)) return address
  for (const hop of forwardedFor.split(',').reverse()) {
    const next = hopAddress(hop.trim())
    if (next === undefined) return address
    address = next
    if (!trusted.has(address)) return address
  }
  return address
}

/** Without the port that some proxies add: `192.0.2.1:443`, `[2001:db8::1]:443`. */
function hopAddress(hop: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop
  return net.isIP(bare) === 0 ? undefined : plainAddress(bare)
}

/** What counts as one client: an IPv4 address, or the /64 of an IPv6 one, which a single customer is given whole. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : 8 - left.length - right.length - (tail.includes('.') ? 1 : 0)
  const groups = [...left, ...Array<string>(Math.max(gap, 0)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => (parseInt(group, 16) || 0).toString(16))
    .join(':')}::/64`
}

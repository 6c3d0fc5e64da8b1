import net from 'node:net'

/** Of IPv4, what IANA's register of special addresses says is not reachable for everybody. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of the global unicast addresses of IPv6, those that lead elsewhere: tunnels into IPv4, documentation, protocols. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const list = (family: 'ipv4' | 'ipv6', networks: string[]): net.BlockList => {
  const made = new net.BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    made.addSubnet(address, Number(bits), family)
  }
  return made
}
const notPublic4 = list('ipv4', special4)
const notPublic6 = list('ipv6', special6)
const global6 = list('ipv6', ['2000::/3'])

/**
 * Whether an address, as an IP address is written, belongs to the open internet. Everything else is refused: private,
 * link-local, loopback, shared, multicast, reserved, and every form that carries an IPv4 address inside (mapped, NAT64,
 * 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (net.isIPv4(address)) return !notPublic4.check(address, 'ipv4')
  if (!net.isIPv6(address) || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
}

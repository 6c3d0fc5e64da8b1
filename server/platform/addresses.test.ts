import { describe, expect, test } from 'vitest'
import { clientAddress, networkOf, trustedProxies } from './addresses.ts'

const proxies = trustedProxies(['10.0.0.0/8', '192.0.2.7', '2001:db8:ffff::/48'])

describe('HTTP2 the client is the peer, unless a trusted proxy says otherwise', () => {
  test.each([
    ['203.0.113.5', undefined, '203.0.113.5'],
    ['203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['::ffff:203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['10.1.2.3', undefined, '10.1.2.3'],
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '6.6.6.6, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.1.2.3', '10.9.9.9, 192.0.2.7', '10.9.9.9'],
    ['10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['10.1.2.3', '[2001:db8::1]:4711', '2001:db8::1'],
    ['10.1.2.3', '198.51.100.1, unknown', '10.1.2.3'],
    ['10.1.2.3', '', '10.1.2.3'],
    ['2001:db8:ffff::1', '2001:db8::9', '2001:db8::9'],
    ['::ffff:10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
  ])('%s forwarding %j is %s', (peer, forwarded, client) => {
    expect(clientAddress(peer, forwarded, proxies)).toBe(client)
  })

  test('one /64 is one client', () => {
    const same = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002:0:0:0:9']
    expect(new Set(same.map(networkOf))).toEqual(new Set(['2001:db8:1:2::/64']))
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
    expect(networkOf('198.51.100.1')).toBe('198.51.100.1')
  })

  test.each(['10.0.0.0/33', '10.0.0.0/x', 'proxy.local', '', '::1/129', '10.0.0.0/8/8/8x'])(
    '%j is refused as a proxy',
    (entry) => expect(() => trustedProxies([entry])).toThrow('neither an address nor a network'),
  )
})

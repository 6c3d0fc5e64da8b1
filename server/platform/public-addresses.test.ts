import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress } from './public-addresses.ts'

test.each([
  ...['0.0.0.0', '0.1.2.3', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.0.9'],
  ...[
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.9.9',
  ],
  ...[
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
  ],
  ...['::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1'],
  ...['100::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001:db8::1'],
  ...['2001::1', '2001:10::1', '2002:7f00:1::', '2002:a9fe:a9fe::', '3fff::1', '5f00::1', '4000::1'],
  ...['', 'localhost', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '1.2.3.4.5', '2606:4700::1%1'],
])('MED6 %s is not of the open internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  ...['1.1.1.1', '8.8.8.8', '93.184.215.14', '100.63.255.255', '100.128.0.1', '172.15.255.255', '172.32.0.1'],
  ...['169.253.0.1', '192.167.255.255', '198.17.255.255', '198.20.0.1', '223.255.255.255', '11.0.0.1'],
  ...['2606:4700:4700::1111', '2a00:1450:4009::200e', '2001:4860:4860::8888', '2001:200::1', '2003::1'],
])('MED6 %s is', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test('MED6 no IPv4 address inside an IPv6 one is, in whatever form it travels', () => {
  const hex = (part: number): string => part.toString(16)
  fc.assert(
    fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), ([a, b, c, d]) => {
      const pair = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`
      for (const form of [
        `::ffff:${pair}`,
        `::${pair}`,
        `64:ff9b::${pair}`,
        `2002:${pair}::`,
        `::ffff:0:${pair}`,
      ])
        expect(isPublicAddress(form)).toBe(false)
    }),
  )
})

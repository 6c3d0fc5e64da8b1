import fs from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { isSoak } from '../test-shop.ts'
import { FetchFailure, fetchPicture } from './fetch-picture.ts'
import { isPublicAddress } from '../platform/public-addresses.ts'
import { testInternet } from '../platform/test-internet.ts'

const internet = testInternet()
const PUBLIC = '93.184.215.14'
const bytes = fs.readFileSync(
  fileURLToPath(new URL('../demo/pictures/raremagic/sextante.webp', import.meta.url)),
)
const send = (response: ServerResponse): unknown => response.writeHead(200).end(bytes)

beforeEach(() => {
  internet.connected.length = 0
  internet.names.clear()
  internet.names.set('fotos.example', [[PUBLIC]])
  internet.answer((_request, response) => send(response))
})

const fetchIt = (address: string, signal = new AbortController().signal): Promise<Buffer> =>
  fetchPicture(address, signal, internet.network)

const reasonOf = async (address: string, signal?: AbortSignal): Promise<string> => {
  try {
    await fetchIt(address, signal)
    return 'fetched'
  } catch (error) {
    if (error instanceof FetchFailure) return `${error.reason}${error.isFinal ? '' : ' (again later)'}`
    throw error
  }
}

describe('MED5 fetching', () => {
  test('gets the bytes, without telling who we are beyond our name', async () => {
    let asked: Record<string, unknown> = {}
    internet.answer(({ headers, url }, response) => {
      asked = { ...headers, url }
      response.setHeader('set-cookie', 'a=b')
      send(response)
    })
    expect((await fetchIt('http://fotos.example/a%20b.webp?v=1#x')).equals(bytes)).toBe(true)
    await fetchIt('http://fotos.example/2')
    expect(asked).toMatchObject({ host: 'fotos.example', url: '/2', 'accept-encoding': 'identity' })
    expect(Object.keys(asked).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'url',
      'user-agent',
    ])
  })

  test('follows three redirects and no fourth', async () => {
    internet.answer(({ url = '' }, response) => {
      const left = Number(url.slice(1))
      if (left === 0) send(response)
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    expect(await reasonOf('http://fotos.example/3')).toBe('fetched')
    expect(await reasonOf('http://fotos.example/4')).toBe('too-many-redirects')
  })

  test.each<[string, string, (response: ServerResponse) => unknown]>([
    ['404', 'not-found', (response) => response.writeHead(404).end(bytes)],
    ['403', 'refused', (response) => response.writeHead(403).end(bytes)],
    ['206', 'refused', (response) => response.writeHead(206).end(bytes)],
    ['a redirect to nowhere', 'refused', (response) => response.writeHead(302).end()],
    ['503', 'server-error (again later)', (response) => response.writeHead(503).end()],
    ['429', 'server-error (again later)', (response) => response.writeHead(429).end()],
    ['a page', 'not-a-picture', (response) => response.writeHead(200).end('<!doctype html>'.repeat(20))],
    ['nothing', 'not-a-picture', (response) => response.writeHead(200).end()],
    [
      'a bomb of gzip',
      'refused',
      (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000))),
    ],
    [
      'more than 20 MB, announced',
      'too-large',
      (response) => response.writeHead(200, { 'content-length': 30_000_000 }).write(bytes),
    ],
    ['more than 20 MB, unannounced', 'too-large', (response) => pour(response, bytes)],
    ['half, and then nobody', 'unreachable (again later)', (response) => void hangUp(response)],
  ])('%s is %s', async (_, reason, answer) => {
    internet.answer((_request, response) => void answer(response))
    expect(await reasonOf('http://fotos.example/x')).toBe(reason)
  })

  test('the rest of what is no picture is not waited for', async () => {
    let sent = 0
    internet.answer((_request, response) => pour(response, Buffer.alloc(65_536, 60), (size) => (sent = size)))
    expect(await reasonOf('http://fotos.example/x')).toBe('not-a-picture')
    expect(sent).toBeLessThan(20_000_000)
  })

  test('a server that never ends is left, and so is one that never begins', async () => {
    internet.answer((_request, response) => response.writeHead(200).write(bytes.subarray(0, 100)))
    expect(await reasonOf('http://fotos.example/slow', AbortSignal.timeout(300))).toBe(
      'timeout (again later)',
    )
    internet.answer(() => undefined)
    expect(await reasonOf('http://fotos.example/mute', AbortSignal.timeout(300))).toBe(
      'timeout (again later)',
    )
  })

  test('a name that nobody knows is asked for again later', async () => {
    expect(await reasonOf('http://nadie.example/x')).toBe('unreachable (again later)')
  })

  test('over TLS only where the certificate is that of the name', async () => {
    internet.names.set('otras.example', [[PUBLIC]])
    expect(await reasonOf('https://fotos.example/x')).toBe('fetched')
    expect(await reasonOf('https://otras.example/x')).toBe('unreachable (again later)')
    expect(await reasonOf(`https://${PUBLIC}/x`)).toBe('unreachable (again later)')
    expect(internet.connected).toEqual(Array(3).fill(`${PUBLIC} 443`))
  })
})

function pour(response: ServerResponse, first: Buffer, said?: (size: number) => void): void {
  response.writeHead(200)
  let size = 0
  const more = (): void => {
    while (!response.destroyed && size < 40_000_000) {
      size += 65_536
      said?.(size)
      if (!response.write(size === 65_536 ? first : Buffer.alloc(65_536)))
        return void response.once('drain', more)
    }
  }
  more()
}

function hangUp(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': bytes.length })
  response.write(bytes.subarray(0, 500), () => response.destroy())
}

describe('MED6 addresses of our own network', () => {
  test.each([
    ...['http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/'],
    ...[
      'http://0/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://127.0.0.1./',
    ],
    ...[
      'http://169.254.169.254/latest/meta-data',
      'http://[64:ff9b::a9fe:a9fe]/',
      'http://[fe80::1]/',
      'http://１２７.０.０.１/',
    ],
  ])('%s is never connected to', async (address) => {
    expect(await reasonOf(address)).toBe('private-address')
    expect(internet.connected).toEqual([])
  })

  test.each([
    ...[
      'file:///etc/passwd',
      'ftp://fotos.example/',
      'gopher://fotos.example/',
      'data:image/png;base64,AAAA',
      '//x',
      '',
    ],
    ...[
      'http://user@fotos.example/',
      'http://user:pass@fotos.example/',
      'http://fotos.example:8080/',
      'http://fotos.example:22/',
    ],
    ...['http://[fe80::1%25eth0]/', 'http://[::1', 'javascript:alert(1)', 'https://fotos.example:5432/'],
  ])('%s is no address of a picture', async (address) => {
    expect(await reasonOf(address)).toBe('bad-address')
    expect(internet.connected).toEqual([])
  })

  test('a name of several addresses is refused where one of them is ours', async () => {
    internet.names.set('mixta.example', [[PUBLIC, '10.0.0.1']])
    expect(await reasonOf('http://mixta.example/')).toBe('private-address')
    expect(internet.connected).toEqual([])
  })

  test('a name that answers differently the second time is asked once', async () => {
    internet.names.set('dos.example', [[PUBLIC], ['127.0.0.1']])
    expect(await reasonOf('http://dos.example/')).toBe('fetched')
    expect(internet.connected).toEqual([`${PUBLIC} 80`])
    expect(await reasonOf('http://dos.example/')).toBe('private-address')
  })

  test('each redirect is judged like the first address', async () => {
    for (const location of ['http://127.1/', 'http://dentro.example/', '//0x7f000001/', 'http://[::]/']) {
      internet.connected.length = 0
      internet.names.set('dentro.example', [['192.168.0.7']])
      internet.answer((_request, response) => response.writeHead(301, { location }).end())
      expect([location, await reasonOf('http://fotos.example/')]).toEqual([location, 'private-address'])
      expect(internet.connected).toEqual([`${PUBLIC} 80`])
    }
    internet.answer((_request, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end())
    expect(await reasonOf('http://fotos.example/')).toBe('bad-address')
  })

  test('however an address is written and whatever names answer, none but public ones is connected to', async () => {
    let connections = 0
    await fc.assert(
      fc.asyncProperty(hosts, fc.array(hosts, { maxLength: 3 }), dnsAnswers, async (first, then, answers) => {
        internet.connected.length = 0
        internet.names.set('cambia.example', structuredClone(answers))
        const locations = then.map((host) => Buffer.from(`http://${host}/`).toString('latin1'))
        internet.answer((_request, response) => {
          const location = locations.shift()
          if (location === undefined) send(response)
          else response.writeHead(302, { location }).end()
        })
        await reasonOf(`http://${first}/`)
        connections += internet.connected.length
        for (const line of internet.connected) expect(isOfTheInternet(line.split(' ')[0] ?? '')).toBe(true)
      }),
      { seed: 20_261_121, numRuns: isSoak ? 5_000 : 400 },
    )
    expect(connections, 'with nothing connected to, nothing is shown').toBeGreaterThan(100)
  })

  test('the judge of that property is another one, and the two agree', () => {
    fc.assert(
      fc.property(fc.oneof(anyIpv4, fc.ipV6(), nearlySpecial6), (address) => {
        expect([address, isPublicAddress(address)]).toEqual([address, isOfTheInternet(address)])
      }),
      { seed: 20_261_121, numRuns: 5_000 },
    )
  })
})

const byte = fc.nat(255)
const inside4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), byte, byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
)
const anyIpv4 = fc.oneof(inside4, fc.tuple(byte, byte, byte, byte)).map((parts) => parts.join('.'))

/** One address in the forms that programs take it in. */
const written4 = fc
  .tuple(
    fc.oneof(inside4, fc.tuple(byte, byte, byte, byte)),
    fc.constantFrom('dec', 'hex', 'oct'),
    fc.constantFrom(1, 2, 3, 4),
    fc.boolean(),
  )
  .map(([parts, base, count, hasDot]) => {
    const numbers: number[] = [
      ...parts.slice(0, count - 1),
      parts.slice(count - 1).reduce((sum, n) => sum * 256 + n, 0),
    ]
    const write = (n: number): string =>
      base === 'hex' ? `0x${n.toString(16)}` : base === 'oct' ? `0${n.toString(8)}` : String(n)
    return numbers.map(write).join('.') + (hasDot ? '.' : '')
  })
const nearlySpecial6 = fc
  .tuple(
    fc.constantFrom(
      ...[
        '::',
        '::ffff:',
        '64:ff9b::',
        '64:ff9b:1::',
        '100::',
        '2001::',
        '2001:db8::',
        '2002:',
        '3fff::',
        'fc00::',
      ],
      ...['fd00::', 'fe80::', 'fec0::', 'ff02::', '2606:4700::', '2a00:1450::', '2000::', '1fff::', '4000::'],
    ),
    fc.integer({ min: 1, max: 0xffff }),
    fc.integer({ min: 1, max: 0xffff }),
  )
  .map(
    ([head, a, b]) =>
      `${head}${a.toString(16)}:${b.toString(16)}${head.endsWith('::') || head === '::ffff:' ? '' : '::'}`,
  )
const hosts = fc.oneof(
  written4,
  fc.oneof(fc.ipV6(), nearlySpecial6).map((address) => `[${address}]`),
  fc.constantFrom(
    'cambia.example',
    'localhost',
    'fotos.example',
    'CAMBIA.example.',
    '１２７.1',
    'user@cambia.example',
  ),
)
/** What a name answers, one list after the other: a server that changes its mind. */
const dnsAnswers = fc.array(
  fc.array(fc.oneof(anyIpv4, fc.ipV6(), nearlySpecial6), { minLength: 1, maxLength: 3 }),
  {
    minLength: 1,
    maxLength: 4,
  },
)

/** By arithmetic on the address as one number, not by lists of networks. */
function isOfTheInternet(address: string): boolean {
  if (address.includes(':')) {
    const value = ipv6Number(address)
    const starts = (head: bigint, bits: bigint): boolean => value >> (128n - bits) === head
    if (!starts(0b001n, 3n)) return false
    return !(
      starts(0x2001_0000n >> 9n, 23n) ||
      starts(0x2001_0db8n, 32n) ||
      starts(0x2002n, 16n) ||
      starts(0x2620_004f_8000n, 48n) ||
      starts(0x3fff_0n, 20n)
    )
  }
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number)
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if (a === 100) return b < 64 || b > 127
  if (a === 169) return b !== 254
  if (a === 172) return b < 16 || b > 31
  if (a === 198) return b !== 18 && b !== 19 && !(b === 51 && c === 100)
  if (a === 203) return !(b === 0 && c === 113)
  if (a !== 192) return true
  const special = [b === 168, b === 0 && (c === 0 || c === 2), b === 31 && c === 196, b === 52 && c === 193]
  return ![...special, b === 88 && c === 99, b === 175 && c === 48].includes(true)
}

function ipv6Number(address: string): bigint {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
  const [head = '', tail] = plain.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const [left, right] = [groups(head), groups(tail ?? '')]
  const all = [
    ...left,
    ...Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0'),
    ...right,
  ]
  return all.reduce((value, group) => value * 65_536n + BigInt(parseInt(group, 16)), 0n)
}

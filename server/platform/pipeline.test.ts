import http from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { addTestStore, addTestVariant, testDatabase } from './test-database.ts'
import { testServer } from '../test-server.ts'

const db = testDatabase()
const shop = testServer(db.connection)
const limited = testServer(db.connection, { environment: { TRUSTED_PROXIES: '127.0.0.1' } })

let store = ''
beforeAll(async () => {
  store = (await addTestStore(db)).slug
})

type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string; code: string | undefined }

/** What fetch would tidy up goes out as it stands. */
function send(
  path: string,
  options: { method?: string; headers?: http.OutgoingHttpHeaders; body?: string; to?: { port: number } } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body, to = shop } = options
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const target = { host: '127.0.0.1', port: to.port, path, method, headers: { ...headers, ...length } }
    const request = http.request(target, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        const isProblem = response.headers['content-type'] === 'application/problem+json'
        const code = isProblem && text !== '' ? (JSON.parse(text) as { code: string }).code : undefined
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code })
      })
    })
    request.once('error', reject)
    request.end(body)
  })
}

describe('HTTP1 odd paths', () => {
  test.each([
    ['//api/products', 404],
    ['/api//products', 404],
    ['/api/./products', 404],
    ['/api/stores/%2e%2e/products', 404],
    ['/api%2Fproducts', 404],
    ['/api/products;x', 404],
    ['/api\\products', 400],
    ['/api/%zz', 400],
    ['/api/%c3%28', 400],
    ['/api/products%00', 400],
    ['/API/products', 404],
  ])('%s answers %i', async (path, status) => {
    const answer = await send(path)
    expect(answer.status).toBe(status)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test('a protected path stays protected however it is written', async () => {
    const path = `/api/stores/${store}/tokens`
    expect((await send(path)).status).toBe(401)
    const written = [`/${path}`, `${path}/`, `${path}%2f`, path.replace('/tokens', '/%74okens'), `${path}/.`]
    for (const other of written) expect([401, 404, 400]).toContain((await send(other)).status)
  })
})

describe('HTTP3 foreign origins', () => {
  const origins = {
    own: '',
    'own with https': '',
    none: undefined,
    foreign: 'https://evil.example',
    null: 'null',
  }
  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    undefined,
  ]
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE']
  for (const [name, value] of Object.entries(origins)) {
    for (const cookie of [undefined, 'a=b']) {
      test(`${name} origin, ${cookie === undefined ? 'no ' : ''}cookie`, async () => {
        const host = `127.0.0.1:${shop.port}`
        const origin =
          name === 'own' ? `http://${host}` : name === 'own with https' ? `https://${host}` : value
        const isRefused = name === 'foreign' || name === 'null' || (name === 'none' && cookie !== undefined)
        for (const method of methods) {
          for (const type of types) {
            const headers = {
              ...(origin === undefined ? {} : { origin }),
              ...(cookie === undefined ? {} : { cookie }),
              ...(type === undefined ? {} : { 'content-type': type }),
            }
            const { code } = await send(`/api/stores/${store}/selections/resolve`, {
              method,
              headers,
              body: '{}',
            })
            expect(code === 'foreign-origin', `${method} ${type}: ${code}`).toBe(isRefused)
          }
        }
      })
    }
  }

  test('a cookie that another site sends along is refused, whatever the origin says', async () => {
    const origin = `http://127.0.0.1:${shop.port}`
    for (const [site, isRefused] of [
      ['same-origin', false],
      ['none', false],
      ['same-site', true],
      ['cross-site', true],
    ] as const) {
      const headers = { origin, cookie: 'a=b', 'sec-fetch-site': site, 'content-type': 'application/json' }
      const { code } = await send('/api/selections/resolve', { method: 'POST', headers, body: '{}' })
      expect(code === 'foreign-origin').toBe(isRefused)
    }
  })

  test('a bearer token does not excuse a foreign origin', async () => {
    const headers = { origin: 'https://evil.example', authorization: 'Bearer x' }
    expect((await send(`/api/stores/${store}/tokens`, { method: 'POST', headers })).code).toBe(
      'foreign-origin',
    )
  })

  test('reading is free', async () => {
    const headers = { origin: 'https://evil.example', cookie: 'a=b' }
    const answer = await send(`/api/stores/${store}/store`, { headers })
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('HTTP4 unknown addresses and methods', () => {
  test('unknown', async () => {
    for (const path of ['/api/nope', `/api/stores/${store}/nope`, '/nope', '/api/stores/']) {
      for (const method of ['GET', 'POST', 'DELETE'])
        expect(await send(path, { method })).toMatchObject({ status: 404, code: 'not-found' })
    }
  })

  test('another method names what is taken', async () => {
    const answer = await send(`/api/stores/${store}/products`, { method: 'DELETE' })
    expect(answer).toMatchObject({ status: 405, code: 'method-not-allowed' })
    expect(answer.headers.allow).toBe('GET, HEAD')
    const many = await send(`/api/stores/${store}/checkouts`, { method: 'PUT', body: 'no JSON' })
    expect(many.headers.allow).toBe('GET, HEAD, POST')
    expect((await send('/api/products', { method: 'OPTIONS' })).status).toBe(405)
  })

  test('HEAD works wherever GET does', async () => {
    for (const path of ['/healthz', '/api/openapi.json', `/api/stores/${store}/products`]) {
      const answer = await send(path, { method: 'HEAD' })
      expect(answer).toMatchObject({ status: 200, text: '' })
    }
  })
})

describe('headers', () => {
  const ours = [
    'content-security-policy',
    'x-content-type-options',
    'x-frame-options',
    'referrer-policy',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'permissions-policy',
    'strict-transport-security',
    'access-control-allow-origin',
    'cache-control',
  ]
  const pick = ({ headers }: Answer) =>
    Object.fromEntries(ours.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))

  test('golden', async () => {
    expect({
      list: pick(await send(`/api/stores/${store}/products`)),
      problem: pick(await send('/api/nope')),
      checkout: pick(await send(`/api/stores/${store}/checkouts/${'a'.repeat(22)}`)),
      docs: pick(await send('/api/docs')),
    }).toMatchSnapshot()
  })

  test('each answer has an id of its own', async () => {
    const ids = [await send('/healthz'), await send('/api/nope')].map((a) => a.headers['x-request-id'])
    expect(new Set(ids).size).toBe(2)
  })

  test('HSTS of a year and more, and only over TLS', async () => {
    expect((await send('/healthz')).headers['strict-transport-security']).toBeUndefined()
    const secure = await send('/healthz', { headers: { 'x-forwarded-proto': 'https' }, to: limited })
    const [, seconds] = /max-age=(\d+)/.exec(secure.headers['strict-transport-security'] ?? '') ?? []
    expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000)
    const claimed = await send('/healthz', { headers: { 'x-forwarded-proto': 'https' } })
    expect(claimed.headers['strict-transport-security']).toBeUndefined()
  })
})

describe('limits', () => {
  const code = (n: number): string => String(n).padStart(22, 'x')
  const guess = (n: number, client: string, to = limited) =>
    send(`/api/stores/${store}/checkouts/${code(n)}`, { headers: { 'x-forwarded-for': client }, to })

  test('twenty codes that open nothing, then 429 with the time to wait, whatever the page or the API', async () => {
    for (let n = 0; n < 20; n++) expect((await guess(n, '198.51.100.1')).status).toBe(404)
    const refused = await guess(21, '198.51.100.1')
    expect(refused).toMatchObject({ status: 429, code: 'rate-limited' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    const page = await send(`/api/c/${code(1)}`, {
      headers: { 'x-forwarded-for': '198.51.100.1' },
      to: limited,
    })
    expect(page.status).toBe(429)
    expect((await guess(1, '198.51.100.2')).status).toBe(404)
  })

  test('all of a /64 count as one', async () => {
    for (let n = 0; n < 20; n++) await guess(n, `2001:db8:5:5::${n.toString(16)}`)
    expect((await guess(1, '2001:db8:5:5:dead:beef::1')).status).toBe(429)
    expect((await guess(1, '2001:db8:5:6::1')).status).toBe(404)
  })

  test('our own pages ask by the host and the scheme that their visitor came by', async () => {
    const { slug, id } = await addTestStore(db)
    const { variantId } = await addTestVariant(db, { id })
    const at = `/api/stores/${slug}/checkouts`
    const made = await send(at, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'pages-of-a-visitor' },
      body: JSON.stringify({ items: [{ variantId, quantity: 1 }] }),
    })
    const { code } = JSON.parse(made.text) as { code: string }
    const headers = { host: 'feria.example', 'x-forwarded-proto': 'https' }
    const page = new Request(`http://feria.example${at}/${code}`, { headers })
    const seen = await createApp(shop.deps).fetch(page, { isInternal: true })
    expect(await seen.text()).toContain(encodeURIComponent(`https://feria.example/c/${code}`))
  })

  test('a forwarded address that nobody vouches for changes nothing', async () => {
    for (let n = 0; n < 20; n++) await guess(n, `203.0.113.${n}`, shop)
    expect((await guess(1, '203.0.113.99', shop)).status).toBe(429)
    for (let n = 0; n < 20; n++) await guess(n, `6.6.6.${n}, 198.51.100.77`)
    expect((await guess(1, '6.6.6.99, 198.51.100.77')).status).toBe(429)
  })

  test('two hundred misses a minute in one store, from anywhere', async () => {
    const other = await addTestStore(db)
    const miss = (n: number) =>
      send(`/api/stores/${other.slug}/checkouts/${code(n)}`, {
        headers: { 'x-forwarded-for': `100.64.${n >> 4}.1` },
        to: limited,
      })
    const answers = await Promise.all(Array.from({ length: 210 }, (_, n) => miss(n)))
    expect(answers.filter((a) => a.status === 404)).toHaveLength(200)
    expect(answers.filter((a) => a.code === 'rate-limited')).toHaveLength(10)
  })

  test('thirty checkouts and twenty sign-ins a minute', async () => {
    const headers = { 'x-forwarded-for': '198.51.100.40', 'content-type': 'application/json' }
    const post = (path: string) => send(path, { method: 'POST', headers, body: '{}', to: limited })
    const making = await Promise.all(Array.from({ length: 33 }, () => post(`/api/stores/${store}/checkouts`)))
    expect(making.filter((a) => a.status === 429)).toHaveLength(3)
    const signing = await Promise.all(Array.from({ length: 23 }, () => post('/api/auth/sign-in/email')))
    expect(signing.filter((a) => a.status === 429)).toHaveLength(3)
  })
})

describe('HTTP5 the log', () => {
  test('names the route and the problem, never the address', async () => {
    const canary = 'canary-code-0123456789'
    await send(`/api/stores/${store}/checkouts/${canary}?q=canary-query`)
    await send(`/api/stores/${store}/tokens`, {
      headers: { authorization: 'Bearer canary-token', cookie: 'a=canary-cookie' },
    })
    await send(`/api/stores/${store}/checkouts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'canary-key-1' },
      body: '{"customer":{"phone":"+5491100canary"}}',
    })
    const log = shop.lines.join('')
    expect(log).toContain('"route":"/api/stores/:store/checkouts/:code"')
    expect(log).toContain('"problem":"unauthenticated"')
    expect(log).not.toContain('canary')
  })
})

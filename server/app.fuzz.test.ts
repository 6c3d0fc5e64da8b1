/**
 * No 5xx, ever: requests generated from the OpenAPI description, right ones and ones with something wrong in them, by
 * several roles. Every answer is one that the description has, a refusal is a problem with a known code and has changed
 * nothing, and what is accepted looks as described.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { roles, type Role } from '../shared/accounts.ts'
import { problemCodes, problemSchema } from '../shared/problem.ts'
import { sweepOverdue } from './checkouts/jobs.ts'
import { newId } from './platform/crypto.ts'
import type { Store } from './platform/http.ts'
import { createLogger } from './platform/logger.ts'
import { statusOf } from './platform/problem.ts'
import { withSystem } from './platform/tenancy.ts'
import {
  addTestStore,
  addTestVariant,
  breaches,
  testDatabase,
  type TestVariant,
} from './platform/test-database.ts'
import { mutate, nasty, valuesOf } from './test-arbitraries.ts'
import { fill, operationsOf, type Described, type OpenApi, type Schema } from './test-openapi.ts'
import { addToken, fingerprint, isSoak, makeOverdue, shopOf, testApp, type Answer } from './test-shop.ts'

const db = testDatabase()
const app = testApp(db)
const RUNS = isSoak ? 3_000 : 50

let store: Store
let other: Store
let variant: TestVariant
let foreign: TestVariant
let held: { id: string; code: string }
let document: OpenApi
let operations: Described[] = []
let pool: { uuids: string[] }
const tokens: Partial<Record<Role | 'foreign', string>> = {}
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true })
;(addFormats as unknown as (target: Ajv2020) => void)(ajv)

beforeAll(async () => {
  store = await addTestStore(db)
  other = await addTestStore(db)
  variant = await addTestVariant(db, store, { stock: 100_000, compareAtMinor: 2000 })
  const untracked = await addTestVariant(db, store, { stock: null })
  foreign = await addTestVariant(db, other)
  await withSystem(db, (tx) =>
    tx.execute(
      sql`insert into categories (store_id, id, slug, name) values (${store.id}, ${newId()}, 'mates', 'Mates')`,
    ),
  )
  held = await shopOf(db).buy(store, [variant], { customer: { name: 'Ana', phone: '+5491155550100' } })
  for (const role of roles) tokens[role] = await addToken(db, store, role)
  tokens.foreign = await addToken(db, other, 'owner')
  ;({ document, operations } = operationsOf((await app.request('/api/openapi.json')).json))
  ajv.addSchema({ $id: 'api', ...document })
  pool = {
    uuids: [...Array<string>(6).fill(variant.variantId), untracked.variantId, foreign.variantId, held.id],
  }
})

type Request = { path: string; init: RequestInit & { method: string } }

/** Requests to one operation: mostly right in most parts, and wrong in any. */
function requestsTo(operation: Described): fc.Arbitrary<Request> {
  const params = operation.parameters.filter((p) => p.in === 'path')
  const queries = operation.parameters.filter((p) => p.in === 'query')
  const real: Record<string, string[]> = {
    store: [store.slug],
    code: operation.path.endsWith('{code}') ? [held.code] : [held.code, held.id],
    id: [variant.variantId],
    slug: [variant.slug],
    product: [variant.productId],
    category: ['mates'],
    image: [variant.productId],
    member: ['new@example.com'],
    wish: [variant.productId],
  }
  const value = (schema: Schema): fc.Arbitrary<string> => valuesOf(schema, document, pool).map(String)
  const odd = nasty.map(String)
  const pathValues = fc.record(
    Object.fromEntries(
      params.map(({ name, schema }) => [
        name,
        fc.oneof(
          { weight: 10, arbitrary: fc.constantFrom(...(real[name] ?? ['x'])) },
          name === 'store' ? fc.constantFrom(other.slug, 'no-such-store', 'Ñ', '%', '..') : value(schema),
          odd.filter(isEncodable),
        ),
      ]),
    ),
  )
  const query = fc.record(
    Object.fromEntries(
      queries.map(({ name, schema }) => [
        name,
        fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 3, arbitrary: value(schema) }, odd),
      ]),
    ),
  )
  const stray = mostly(
    fc.constant(''),
    fc.constantFrom(
      'x=1',
      'limit=0',
      'limit=1&limit=2',
      'q=%00',
      'q=%ED%A0%80',
      '%',
      'cursor=AAAA',
      '&&==',
      'q=%E0%A4',
    ),
  )
  const body = operation.requestBody?.content['application/json']?.schema
  const right = body ? valuesOf(body, document, pool) : fc.constant({})
  const file = Object.keys(operation.requestBody?.content ?? {}).find((type) => type !== 'application/json')
  const sent =
    operation.method === 'GET' ? fc.constant(undefined) : file === undefined ? bodies(right) : files(file)
  return fc.record({ pathValues, query, stray, sent, headers }).map((parts) => {
    const search = new URLSearchParams(
      Object.entries(parts.query).flatMap(([name, text]): [string, string][] =>
        text === '' ? [] : [[name, text.toWellFormed()]],
      ),
    ).toString()
    const tail = [search, parts.stray].filter((text) => text !== '').join('&')
    return {
      path: fill(operation.path, parts.pathValues) + (tail === '' ? '' : `?${tail}`),
      init: {
        method: operation.method,
        headers: { ...(parts.sent ? { 'content-type': parts.sent.type } : {}), ...parts.headers },
        ...(parts.sent ? { body: parts.sent.body } : {}),
      },
    }
  })
}

const isEncodable = (text: string): boolean => text.isWellFormed() && text !== ''
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: odd })

type Sent = { type: string; body: string | Uint8Array<ArrayBuffer> }
function bodies(right: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> {
  const json = (value: fc.Arbitrary<unknown>) =>
    value.map((value): Sent => ({ type: 'application/json', body: JSON.stringify(value) ?? 'null' }))
  const raw = fc.constantFrom<Sent['body']>(
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{"a":}',
    '{"a":1,"a":2}',
    '[['.repeat(50_000),
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    `{"note":"${'x'.repeat(300_000)}"}`,
    new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  )
  const types = fc.constantFrom(
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json; ;;',
    'application/vnd.api+json',
  )
  return fc.oneof(
    { weight: 5, arbitrary: json(right) },
    { weight: 5, arbitrary: json(mutate(right)) },
    { weight: 1, arbitrary: raw.map((body): Sent => ({ type: 'application/json', body })) },
    { weight: 1, arbitrary: fc.tuple(json(right), types).map(([sent, type]) => ({ ...sent, type })) },
  )
}

/** Each header may be absent; the hostile ones mostly are, or nothing would come past the door. */
const rarely = (odd: string[]) =>
  fc.oneof({ weight: 15, arbitrary: fc.constant('') }, fc.constantFrom(...odd))
const callers = [...roles, 'foreign', 'wrong', 'nobody'] as const
const headers: fc.Arbitrary<Record<string, string>> = fc
  .record({
    authorization: fc
      .oneof({ weight: 3, arbitrary: fc.constant('owner' as const) }, fc.constantFrom(...callers))
      .map((who) => (who === 'nobody' ? '' : `Bearer ${who === 'wrong' ? 'vid_wrong' : tokens[who]}`)),
    'idempotency-key': mostly(
      fc.uuid(),
      fc.constantFrom('', 'x', 'one-key-for-all-1', 'ñandú-ñandú', 'x'.repeat(500)),
    ),
    'x-device-id': mostly(fc.constant('device-0123456789abcdef'), fc.constantFrom('x', '../../../../etc')),
    'if-none-match': rarely(['"x"', '*', 'W/"x"']),
    origin: rarely(['https://evil.example', 'null', '%', 'http://localhost']),
    cookie: rarely(['vidriera-session=x.y', 'vidriera-session=%', 'a=b; a=c']),
    host: rarely(['evil.example', 'tienda.localhost:1', 'localhost']),
  })
  .map((all) =>
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '' && isHeader(value))),
  )

const csv = [
  'Handle,Title,Variant Price,Variant Inventory Qty,Status',
  'a,Bolso,10.00,3,active',
  'b,,x,-1,',
  '"',
  ',,,,,,',
  '\0,\ufeff',
]
/** Files as people send them: rows in any order, bytes of no encoding, the wrong type. */
const files = (type: string): fc.Arbitrary<Sent> =>
  fc.record({
    type: mostly(
      fc.constant(type.replace('*', 'png')),
      fc.constantFrom('application/json', 'text/plain', 'image/png', 'multipart/form-data; boundary=x'),
    ),
    body: fc.oneof(
      fc.shuffledSubarray(csv).map((lines) => lines.join('\r\n')),
      fc.array(fc.constantFrom(...csv), { maxLength: 30 }).map((lines) => [csv[0], ...lines].join('\n')),
      fc.string(),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    ),
  })

const isHeader = (value: string): boolean => /^[\x20-\x7e]*$/.test(value)

/** Codes of the layers around every operation. */
const everywhere = new Set([
  'not-found',
  'invalid-request',
  'method-not-allowed',
  'foreign-origin',
  'malformed-json',
  'invalid-text',
  'body-too-large',
  'unsupported-media-type',
])

/** What is wrong with this answer; an empty list is what every request must come to. */
function complaints(operation: Described, answer: Answer): string[] {
  const { status, type, json, text } = answer
  if (status >= 500) return [`${status} ${text} ${app.faults.at(-1) ?? ''}`]
  if (status === 304) return text === '' ? [] : ['a 304 with a body']
  const described = operation.responses[String(status)]
  if (status >= 400) {
    const parsed = problemSchema.safeParse(json)
    if (type !== 'application/problem+json' || !parsed.success)
      return [`${status} without a problem: ${type} ${text}`]
    const { code } = parsed.data
    return [
      ...(statusOf(code) === status && parsed.data.status === status ? [] : [`${code} came as ${status}`]),
      ...(everywhere.has(code) || described?.description.split(', ').includes(code)
        ? []
        : [`${code} is not described for ${operation.operationId}`]),
    ]
  }
  if (!described) return [`${status} is not described`]
  const schema = described.content?.['application/json']?.schema
  if (!schema) return []
  const check = ajv.compile(absolute(schema) as object)
  return check(json) ? [] : [`the answer is not what is described: ${ajv.errorsText(check.errors)} ${text}`]
}

/** References of the document, seen from outside it. */
const absolute = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/'))

/** Whoever may change the store may close it: what comes after would be refused at the door. */
const reopen = () => withSystem(db, (tx) => tx.execute(sql`update stores set status = 'active'`))

describe('No 5xx, ever', () => {
  test('the description has what the fuzzer feeds on', () => {
    expect(operations.length).toBeGreaterThan(20)
    expect(operations.find(({ operationId }) => operationId === 'makeCheckout')?.requestBody).toBeDefined()
  })

  // an account of somebody new costs a password hash each time
  const runsOf = ({ operationId, method }: Described) =>
    /^(?:setMember|signIn)$/.test(operationId) || method === 'GET' ? Math.ceil(RUNS / 3) : RUNS

  test(
    `${RUNS} requests to every operation${isSoak ? '' : ' (SOAK=1 sends 3,000)'}`,
    async () => {
      const lies: unknown[] = []
      for (const operation of operations) {
        await reopen()
        let before = await fingerprint(db)
        const property = fc.asyncProperty(requestsTo(operation), async ({ path, init }) => {
          const answer = await app.request(path, init)
          const found = complaints(operation, answer)
          if (operation.method !== 'GET') {
            const after = await fingerprint(db)
            const isSame = JSON.stringify(after) === JSON.stringify(before)
            if (!isSame && answer.status >= 400) found.push('a refusal has changed something')
            before = after
          }
          expect(found, found.join('; ')).toEqual([])
        })
        const result = await fc.check(property, { numRuns: runsOf(operation), endOnFailure: !isSoak })
        const { failed, seed, counterexamplePath: path, counterexample, errorInstance } = result
        // with this seed and path among the options of the check, the same request is made again
        if (failed)
          lies.push({
            operation: operation.operationId,
            again: { seed, path },
            counterexample,
            error: String(errorInstance).slice(0, 1500),
          })
      }
      await reopen()
      expect(lies).toEqual([])
      expect(await breaches(db)).toEqual([])
    },
    isSoak ? 3_600_000 : 120_000,
  )

  test('the paths themselves: doubled, dotted, encoded, nul, half a character', async () => {
    const at = `/api/stores/${store.slug}`
    for (const path of [
      `${at}//products`,
      `${at}/../settings`,
      `${at}/%2e%2e/settings`,
      `${at}/products/%00`,
      `${at}/products/%`,
      `${at}/products/%ff`,
      `/api/stores/%00/products`,
      `/api/stores/%2F/products`,
      `${at}/checkouts/%F0%9F`,
      `/api/c/%00`,
      `${at};x/products`,
      `${at}/PRODUCTS`,
      '/api/',
      '/api/nothing',
      '/api/docs/constructor',
    ]) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'].filter(
        (m) => m !== 'TRACE',
      )) {
        const answer = await app.request(path, { method })
        expect([path, method, answer.status >= 400 && answer.status < 500]).toEqual([path, method, true])
        if (method !== 'HEAD')
          expect([path, method, answer.type]).toEqual([path, method, 'application/problem+json'])
      }
    }
  })
})

describe('what the description leaves out', () => {
  /** Sign-in is better-auth's own, files are streams, and what watches us reads plain text. */
  const paths = fc.oneof(
    fc.constantFrom(
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/auth/sign-in/email',
      '/api/auth/sign-up/email',
      '/api/auth/sign-out',
      '/api/auth/get-session',
      '/api/auth/change-password',
      '/api/auth/list-sessions',
      '/api/auth/error',
    ),
    fc
      .tuple(fc.constantFrom('/media/', '/api/docs/', '/api/auth/', '/assets/', '/'), nasty.map(String))
      .filter(([, tail]) => isEncodable(tail))
      .map(([at, tail]) => at + encodeURIComponent(tail)),
    fc
      .tuple(fc.constantFrom('/media/', '/api/docs/', '/api/auth/'), fc.webPath())
      .map(([at, tail]) => at + tail),
  )
  const body = bodies(
    fc.record(
      { email: fc.emailAddress(), password: fc.string(), callbackURL: fc.webUrl() },
      { requiredKeys: [] },
    ),
  )

  test('has no 5xx either', async () => {
    const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS')
    const property = fc.asyncProperty(paths, methods, body, headers, async (path, method, sent, extra) => {
      const init = /GET|HEAD/.test(method)
        ? { method, headers: extra }
        : { method, headers: { ...extra, 'content-type': sent.type }, body: sent.body }
      const { status, text } = await app.request(path, init)
      // until the database has been asked, readiness says that it is away: that is an answer, not a fault
      if (path !== '/readyz') expect([status < 500, text, app.faults.at(-1)]).toEqual([true, text, undefined])
    })
    await fc.assert(property, { numRuns: RUNS * 4 })
  })
})

describe('Bad input: a problem with a stable code, and nothing changed', () => {
  const line = (quantity: unknown) => ({ items: [{ variantId: variant.variantId, quantity }] })
  const cases: [
    name: string,
    status: number,
    code: string,
    body: () => unknown,
    headers?: Record<string, string>,
  ][] = [
    ['an unknown variant', 422, 'unknown-variant', () => ({ items: [{ variantId: newId(), quantity: 1 }] })],
    [
      'a variant of another store',
      422,
      'unknown-variant',
      () => ({ items: [{ variantId: foreign.variantId, quantity: 1 }] }),
    ],
    ['quantity 0', 400, 'invalid-request', () => line(0)],
    ['quantity -1', 400, 'invalid-request', () => line(-1)],
    ['quantity 1.5', 400, 'invalid-request', () => line(1.5)],
    ['quantity "2"', 400, 'invalid-request', () => line('2')],
    ['quantity 10^9', 400, 'invalid-request', () => line(1e9)],
    ['quantity null', 400, 'invalid-request', () => line(null)],
    ['no lines', 400, 'invalid-request', () => ({ items: [] })],
    ['no items at all', 400, 'invalid-request', () => ({})],
    [
      '200 lines',
      400,
      'invalid-request',
      () => ({ items: Array.from({ length: 200 }, () => line(1).items[0]) }),
    ],
    ['a price', 400, 'invalid-request', () => ({ ...line(1), total: 1 })],
    ['NUL in a note', 400, 'invalid-text', () => ({ ...line(1), note: 'a\0b' })],
    ['a lone surrogate in a name', 400, 'invalid-text', () => ({ ...line(1), customer: { name: '\ud800' } })],
    ['NUL in a key', 400, 'invalid-text', () => ({ ...line(1), 'a\0': 1 })],
    ['nesting of 100', 400, 'invalid-text', () => JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown],
    ['more than 256 KB', 413, 'body-too-large', () => ({ ...line(1), note: 'x'.repeat(257 * 1024) })],
    ['a note of 1,001 characters', 400, 'invalid-request', () => ({ ...line(1), note: 'x'.repeat(1001) })],
    [
      'a phone that is none',
      400,
      'invalid-request',
      () => ({ ...line(1), customer: { phone: '0800-MILO' } }),
    ],
    ['no key', 400, 'idempotency-key-required', () => line(1), { 'idempotency-key': '' }],
    ['replaces a guessed code', 404, 'checkout-not-found', () => ({ ...line(1), replaces: 'A'.repeat(22) })],
  ]

  test.each(cases)('%s: %i %s', async (_name, status, code, body, extra = {}) => {
    const before = await fingerprint(db)
    const answer = await app.send('POST', `/api/stores/${store.slug}/checkouts`, body(), {
      'idempotency-key': newId(),
      ...extra,
    })
    expect(answer).toMatchObject({ status, type: 'application/problem+json', json: { code, status } })
    expect(problemCodes).toContain(code)
    expect(await fingerprint(db)).toEqual(before)
  })

  test.each([
    ['malformed JSON', '{"items": [', 'application/json', 400, 'malformed-json'],
    ['nothing', '', 'application/json', 400, 'malformed-json'],
    [
      'bytes that are no UTF-8',
      new Uint8Array([0x22, 0xff, 0x22]),
      'application/json',
      400,
      'malformed-json',
    ],
    ['a form', 'items=1', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['plain text', '{"items":[]}', 'text/plain', 415, 'unsupported-media-type'],
  ] as const)('%s', async (_name, body, type, status, code) => {
    const answer = await app.request(`/api/stores/${store.slug}/checkouts`, {
      method: 'POST',
      headers: { 'content-type': type, 'idempotency-key': newId() },
      body: typeof body === 'string' ? body : Buffer.from(body),
    })
    expect(answer).toMatchObject({ status, json: { code } })
  })

  test('a key reused with another body: 422, and the first checkout alone', async () => {
    const headers = { 'idempotency-key': newId() }
    const path = `/api/stores/${store.slug}/checkouts`
    expect((await app.send('POST', path, line(1), headers)).status).toBe(201)
    const before = await fingerprint(db)
    expect(await app.send('POST', path, line(2), headers)).toMatchObject({
      status: 422,
      json: { code: 'idempotency-key-reused' },
    })
    expect(await fingerprint(db)).toEqual(before)
  })

  test('guessed codes are not found, expired ones say what they are and can no longer be cancelled', async () => {
    const at = `/api/stores/${store.slug}/checkouts`
    const guesses = await Promise.all(
      Array.from({ length: 50 }, () => app.request(`${at}/${newId().replaceAll('-', '').slice(-22)}`)),
    )
    expect(new Set(guesses.map((answer) => answer.status))).toEqual(new Set([404]))
    const made = await shopOf(db).buy(store, [variant])
    await makeOverdue(db, made.id)
    await sweepOverdue(db, createLogger('silent'))
    expect(await app.request(`${at}/${made.code}`)).toMatchObject({
      status: 200,
      json: { status: 'expired' },
    })
    expect(await app.send('POST', `${at}/${made.code}/cancel`, {})).toMatchObject({
      status: 409,
      json: { code: 'checkout-not-pending', checkoutStatus: 'expired' },
    })
    expect(await breaches(db)).toEqual([])
  })

  test('CHK5 reading changes nothing: GET and HEAD of every operation, by everybody', async () => {
    // What a first reading may leave behind, by operation: made of what is there, and as good once it is gone.
    const derived: Record<string, string[]> = { findCatalogueBundle: ['catalogue_bundles'] }
    const own = await addTestStore(db)
    const sold = await addTestVariant(db, own, { stock: 5 })
    const pending = await shopOf(db).buy(own, [sold])
    const overdue = await shopOf(db).buy(own, [sold])
    await makeOverdue(db, overdue.id)
    const bearers = [undefined, await addToken(db, own, 'owner'), tokens.foreign]
    const written = async (operation: Described): Promise<string[]> => {
      const before = await fingerprint(db)
      for (const code of operation.path.includes('{code}') ? [pending.code, overdue.code] : ['']) {
        const values = { store: own.slug, slug: sold.slug, id: sold.variantId, product: sold.productId, code }
        for (const method of ['GET', 'HEAD'])
          for (const token of bearers) {
            const bearer = token === undefined ? undefined : { authorization: `Bearer ${token}` }
            const headers = { 'user-agent': 'WhatsApp/2', ...bearer }
            const path = fill(operation.path, values)
            const answer = await app.request(path, { method, headers })
            expect([path, answer.status < 500]).toEqual([path, true])
          }
      }
      const after = await fingerprint(db)
      return Object.keys(after).filter((table) => after[table] !== before[table])
    }
    const reads = operations.filter(({ method }) => method === 'GET')
    for (const isFirst of [true, false])
      for (const operation of reads) {
        const { operationId } = operation
        const expected = isFirst ? (derived[operationId] ?? []) : []
        expect([operationId, await written(operation)]).toEqual([operationId, expected])
      }
  })
})

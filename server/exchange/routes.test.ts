import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { importReportSchema } from '../../shared/import.ts'
import { problemSchema } from '../../shared/problem.ts'
import { answerError } from '../platform/answers.ts'
import type { Actor, RequestEnv, Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { saveProducts } from '../catalogue/save-product.ts'
import { addMedia } from '../media/media-rows.ts'
import { newId } from '../platform/crypto.ts'
import { withStore } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { exchangeRoutes } from './routes.ts'

const db = testDatabase()
let store: Store
let actor: Actor
const app = new Hono<RequestEnv>()
app.onError((error, c) => answerError(createLogger('silent'), error, c))
app.use(async (c, next) => {
  c.set('store', store)
  c.set('origin', 'https://feria.example')
  c.set('identify', () => Promise.resolve(actor))
  await next()
})
app.route('/', exchangeRoutes({ db }))

beforeAll(async () => {
  store = await addTestStore(db)
  actor = { kind: 'user', id: 'ana', role: 'admin' }
})

const csv = 'Handle,Title,Variant SKU,Variant Price\nmate,Mate,m-1,100.50\nbombilla,Bombilla,b-1,muy cara\n'
const post = (body: string | null, query = '', type = 'text/csv') =>
  app.request(`/imports${query}`, { method: 'POST', body, headers: { 'content-type': type } })
const problemOf = async (response: Response) => problemSchema.parse(await response.json())

test('IMP3 a file posted is imported and answered with its report', async () => {
  const rehearsed = importReportSchema.parse(await (await post(csv, '?dryRun=1')).json())
  const response = await post(csv)
  expect(response.status).toBe(200)
  const report = importReportSchema.parse(await response.json())
  expect(rehearsed).toEqual({ ...report, dryRun: true })
  expect(report).toMatchObject({ products: { created: 1 }, errors: 1 })
  expect(report.issues[0]).toMatchObject({
    row: 3,
    column: 'Variant Price',
    value: 'muy cara',
    reason: 'not-a-price',
  })
})

test('EXP1 the export is a CSV file', async () => {
  const response = await app.request('/export?format=shopify')
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${store.slug}-shopify.csv"`)
  expect(await response.text()).toMatch(/^Handle,Title,.*\nmate,Mate,/)
})

test.for(['shopify', 'woocommerce'] as const)(
  'EXP5 a picture of ours leaves with its whole address and comes back as itself: %s',
  async (format) => {
    const pictured = await addTestStore(db)
    const kept = { hash: newId().replaceAll('-', ''), width: 800, height: 1000, thumbhash: 'aaaa', bytes: 9 }
    const path = await withStore(db, pictured.id, async (tx) => {
      const { url } = await addMedia(tx, pictured.id, kept)
      await saveProducts(
        tx,
        pictured,
        [
          {
            key: 'mate',
            name: 'Mate',
            images: [{ address: url }],
            variants: [{ sku: 'm-1', priceMinor: 100 }],
          },
        ],
        { actor: 'test', setStock: false },
      )
      return url
    })
    const before = store
    store = pictured
    const file = await (await app.request(`/export?format=${format}`)).text()
    expect(file).toContain(`https://feria.example${path}`)
    const report = importReportSchema.parse(await (await post(file)).json())
    store = before
    expect(report).toMatchObject({ errors: 0, products: { created: 0, updated: 0, unchanged: 1 } })
  },
)

test.for([
  ['nothing', null, '', 'text/csv', 422, 'import-unreadable'],
  ['an empty file', '', '', 'text/csv', 422, 'import-unreadable'],
  ['another system', 'a_code,a_name\n1,2\n', '', 'text/csv', 422, 'import-unknown-format'],
  ['a form', csv, '', 'multipart/form-data; boundary=x', 415, 'unsupported-media-type'],
  ['an unknown switch', csv, '?force=1', 'text/csv', 400, 'invalid-request'],
  ['more than 50 MB', 'a,b\n'.repeat(14_000_000), '', 'text/csv', 413, 'body-too-large'],
] as const)('IMP8 %s is refused as a problem', async ([, body, query, type, status, code]) => {
  const response = await post(body, query, type)
  expect(response.status).toBe(status)
  expect((await problemOf(response)).code).toBe(code)
})

test('IMP1 agents and shoppers neither import nor export', async () => {
  actor = { kind: 'user', id: 'ana', role: 'agent' }
  expect((await post(csv)).status).toBe(403)
  actor = { kind: 'shopper' }
  expect((await post(csv)).status).toBe(401)
  expect((await app.request('/export?format=shopify')).status).toBe(401)
})

import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { importReportSchema } from '../../shared/import.ts'
import { problemSchema } from '../../shared/problem.ts'
import { answerError } from '../platform/answers.ts'
import type { Actor, RequestEnv, Store } from '../platform/http.ts'
import { createLogger } from '../platform/logger.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { exchangeRoutes } from './routes.ts'

const db = testDatabase()
let store: Store
let actor: Actor
const app = new Hono<RequestEnv>()
app.onError((error, c) => answerError(createLogger('silent'), error, c))
app.use(async (c, next) => {
  c.set('store', store)
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

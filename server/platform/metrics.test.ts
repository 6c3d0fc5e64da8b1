import { expect, test } from 'vitest'
import { testDatabase, addTestStore } from './test-database.ts'
import { createApp } from '../app.ts'
import { testServer } from '../test-server.ts'

const db = testDatabase()
const shop = testServer(db.connection, { environment: { LIMITS: 'off', TRUSTED_PROXIES: '192.0.2.7' } })

test('figures by route, not by address, and for this machine only', async () => {
  const { slug } = await addTestStore(db)
  await fetch(`${shop.url}/api/stores/${slug}/products`)
  await fetch(`${shop.url}/api/stores/${slug}/checkouts`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  const response = await fetch(`${shop.url}/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain')
  const text = await response.text()
  expect(text).toContain(
    'vidriera_http_request_duration_seconds_count{method="GET",route="/api/stores/:store/products",status="200"} 1',
  )
  expect(text).toContain('vidriera_checkouts_total{outcome="invalid-request"} 1')
  expect(text).toContain('vidriera_problems_total{code="invalid-request"} 1')
  expect(text).toMatch(/vidriera_database_connections\{pool="app",state="idle"\} \d/)
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  expect(text).not.toContain(slug)
  const forwarded = await fetch(`${shop.url}/metrics`, { headers: { 'x-forwarded-for': '198.51.100.1' } })
  expect(forwarded.status).toBe(404)
})

test.for([
  ['127.0.0.1', 200],
  ['::1', 200],
  ['192.0.2.7', 200],
  ['192.0.2.8', 404],
  ['::ffff:198.51.100.1', 404],
  ['2001:db8::1', 404],
] as const)(
  'a peer at %s that says nothing of others reads the figures: %i',
  async ([remoteAddress, status]) => {
    const incoming = { socket: { remoteAddress }, headers: { host: 'tienda.test' }, url: '/metrics' }
    const answer = await createApp(shop.deps, {}).request('/metrics', {}, { incoming })
    expect(answer.status).toBe(status)
  },
)

import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createReadiness, type Readiness } from './readiness.ts'
import { addTestStore, testDatabase } from './test-database.ts'
import { testServer } from '../test-server.ts'
import { DatabaseProxy } from './test-proxy.ts'

const db = testDatabase()
const proxy = new DatabaseProxy(inject('postgresHost'))
const through = <T extends object>(login: T): T => ({
  ...login,
  host: '127.0.0.1',
  get port() {
    return proxy.port
  },
})
const connection = {
  owner: through(db.connection.owner),
  app: through(db.connection.app),
  system: through(db.connection.system),
}
beforeAll(() => proxy.open()) // before the server looks for its port
let readiness: Readiness | undefined
const shop = testServer(connection, {
  readiness: (deps) => (readiness = createReadiness(deps.db)),
})
let slug = ''
beforeAll(async () => {
  slug = (await addTestStore(db)).slug
})
afterAll(() => proxy.close())

const ready = async () => {
  const response = await fetch(`${shop.url}/readyz`)
  return { status: response.status, body: (await response.json()) as { ready: boolean; missing: string[] } }
}
const list = () => fetch(`${shop.url}/api/stores/${slug}/products`)

test('until the start is through, the API answers 503 and /readyz names what is missing', async () => {
  readiness?.waitFor('migrations')
  expect(await ready()).toEqual({ status: 503, body: { ready: false, missing: ['migrations'] } })
  const answer = await list()
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(await answer.json()).toMatchObject({ code: 'database-unavailable' })
  expect((await fetch(`${shop.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${shop.url}/api/openapi.json`)).status).toBe(200)
  readiness?.waitFor(undefined)
  readiness?.watchQueue({ counts: () => Promise.resolve({ backup: 0 }), stop: () => Promise.resolve() })
})

test('a database that goes away is a 503 and comes back by itself', async () => {
  expect((await list()).status).toBe(200)
  expect(await ready()).toMatchObject({ status: 200, body: { ready: true, jobs: { backup: 0 } } })
  await proxy.close()
  const answers = await Promise.all(Array.from({ length: 20 }, list))
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]))
  expect(await ready()).toMatchObject({ status: 503, body: { missing: ['database'] } })
  await proxy.open()
  expect((await list()).status).toBe(200)
  expect((await ready()).status).toBe(200)
})

test('a queue that cannot be reached is not ready', async () => {
  readiness?.watchQueue({ counts: () => new Promise(() => undefined), stop: () => Promise.resolve() })
  const started = performance.now()
  expect(await ready()).toMatchObject({ status: 503, body: { missing: ['queue'] } })
  expect(performance.now() - started).toBeLessThan(2_500)
})

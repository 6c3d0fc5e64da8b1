import { beforeAll, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { testDatabase } from './test-database.ts'
import { testServer } from '../test-server.ts'

type Operation = {
  operationId: string
  'x-access': string
  responses: object
  parameters?: { name: string; in: string }[]
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: object; securitySchemes: object }
}

const db = testDatabase()
const shop = testServer(db.connection)
let text = ''
let document: Document
beforeAll(async () => {
  text = await (await fetch(`${shop.url}/api/openapi.json`)).text()
  document = JSON.parse(text) as Document
})

test('every route of the API is described, with who may', () => {
  const undescribed = createApp(shop.deps)
    .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/stores/:store/'))
    .map(({ method, path }) => ({ method: method.toLowerCase(), path: path.replace(/:(\w+)/g, '{$1}') }))
    .filter(({ method, path }) => document.paths[path]?.[method]?.['x-access'] === undefined)
  expect(undescribed).toEqual([])
  expect(Object.keys(document.paths)).toContain('/api/auth/sign-in/email')
  expect(Object.keys(document.paths)).toContain('/api/c/{code}')
  expect(Object.keys(document.paths).filter((path) => path === '/api/products')).toEqual([])
})

test('operation ids are unique, parameters of the path are described, references lead somewhere', () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  )
  const ids = operations.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { path, parameters = [] } of operations) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(
      parameters
        .filter((p) => p.in === 'path')
        .map((p) => p.name)
        .sort(),
    ).toEqual(names.sort())
  }
  const known = new Set(Object.keys(document.components.schemas))
  const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(referred.filter((name) => !known.has(name))).toEqual([])
  expect([...known].filter((name) => name.startsWith('__'))).toEqual([])
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.components.securitySchemes)).toEqual(['session', 'token'])
})

test('POST /checkouts describes its headers', () => {
  const { parameters = [] } = document.paths['/api/stores/{store}/checkouts']?.['post'] ?? {}
  expect(parameters.filter((p) => p.in === 'header')).toMatchObject([
    { name: 'Idempotency-Key', required: true },
    { name: 'X-Device-Id', required: false },
  ])
})

test('the page brings its scripts from here', async () => {
  const page = await (await fetch(`${shop.url}/api/docs`)).text()
  for (const [, path] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    const file = await fetch(shop.url + path)
    expect(file.status).toBe(200)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50)
  }
  expect(page).not.toMatch(/<script>|\sstyle=/)
})

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import { afterAll, expect, test, vi } from 'vitest'
import { createPages } from './pages.ts'
import { feria } from './test-profile.ts'

const shop: Record<string, unknown> = {
  '/api/stores/feria/store': feria,
  '/api/stores/feria/products': { items: [], nextCursor: null },
  '/api/stores/feria/categories': { categories: [] },
}
const logged: string[] = []
let listening: ServerType | undefined
let close: () => Promise<void> = () => Promise.resolve()
afterAll(async () => {
  // files of one worker share its environment
  vi.unstubAllEnvs()
  await close()
  listening?.close()
})

test('while developing, a page and its script come from the sources', async () => {
  // as `npm run dev` has it: what Vite has made ready for one of them serves the other
  vi.stubEnv('NODE_ENV', 'development')
  const pages = await createPages({
    fetchApi: (asked) => Promise.resolve(Response.json(shop[asked.split('?')[0] ?? ''] ?? {})),
    isDev: true,
    publicUrl: null,
    log: (error, message) => logged.push(`${message}: ${String(error)}`),
  })
  close = pages.close
  const server = serve({ fetch: pages.routes.fetch, port: 0, hostname: '127.0.0.1' })
  listening = server
  await pages.attachHmr(server as Server)
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = await fetch(`${at}/s/feria/`)
  const html = await answer.text()
  expect([answer.status, logged]).toEqual([200, []])
  expect(html).toContain('<title>Feria</title>')
  expect(html).toContain('<h1')
  for (const own of ['/@vite/client', '/client/entry-client.tsx', '/client/ui/base.css']) {
    expect(html).toContain(`"${own}"`)
    expect([own, (await fetch(at + own)).status]).toEqual([own, 200])
  }
  // what is no part of a page stays in the house, and whoever develops is told
  const told = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
  for (const spy of told) spy.mockImplementation(() => undefined)
  const root = path.join(import.meta.dirname, '../..')
  for (const file of ['package.json', 'server/config.ts'])
    expect([file, (await fetch(`${at}/@fs${root}/${file}`)).status]).toEqual([file, 403])
  expect(String(told.map(({ mock }) => mock.calls))).toContain('outside of Vite serving allow list')
  for (const spy of told) spy.mockClear()
}, 30_000)

import { test as base, expect } from '@playwright/test'

type Fixtures = { store: string; owner: { email: string; password: string } }

/**
 * What the test itself makes the browser say: it reports every refused request and connection of a test that provokes one, and that
 * the page may not register its worker where a test forbids workers.
 */
export const isOwnNoise = (text: string): boolean =>
  /^Failed to load resource|^WebSocket connection to|^Service Worker registration blocked by Playwright/.test(
    text,
  )

/** Journeys run against the demo shop; any console error or page error in a test fails it. */
export const test = base.extend<Fixtures & { quietConsole: void }>({
  baseURL: async ({}, use) => use(process.env['SHOP_URL'] ?? 'http://localhost:3000'),
  store: async ({}, use) => use('raremagic'),
  owner: async ({}, use) => use({ email: 'duena@vidriera.test', password: 'una-clave-para-probar' }),
  quietConsole: [
    async ({ page }, use) => {
      const noise: string[] = []
      page.on('console', (message) => {
        const isLoud = ['error', 'warning'].includes(message.type())
        if (isLoud && !isOwnNoise(message.text())) noise.push(message.text())
      })
      page.on('pageerror', (error) => noise.push(error.message))
      await use()
      expect(noise, 'the console stays quiet').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

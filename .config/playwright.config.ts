import { defineConfig } from '@playwright/test'
import { chromiumPath, shellPath } from '../e2e/support/chromium.ts'

/** The browser of a project; Playwright's own where the path is undefined. */
const launching = (executablePath: string | undefined) =>
  executablePath === undefined ? {} : { launchOptions: { executablePath, args: launchArguments() } }

export default defineConfig({
  testDir: '../e2e/journeys',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 12_000 },
  // more than there are cores: half of what a journey does is waiting
  workers: 3,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/journeys.json' }]],
  use: {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    serviceWorkers: 'block',
    actionTimeout: 12_000,
    // Recording costs every test a third of its time: TRACE=1 for one that fails.
    trace: process.env['TRACE'] === '1' ? 'on' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    // a push service comes with the whole browser alone; first, because one file alone at the end would be a tail
    { name: 'push', testMatch: 'push.spec.ts', use: { channel: 'chromium', ...launching(chromiumPath()) } },
    { name: 'shop', testIgnore: 'push.spec.ts', use: launching(shellPath()) },
  ],
  globalSetup: '../e2e/support/start-shop.ts',
})

/** Without these a root Chromium does not start, and it tries to reach hosts that are not there. */
function launchArguments(): string[] {
  return [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ]
}

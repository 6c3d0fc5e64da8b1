import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Servers are started and killed here, two at a time: they wait more than they work. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/faults/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
})

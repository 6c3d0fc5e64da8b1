import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Servers are started and killed here: one at a time, beside nothing else. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/faults/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 60_000,
  },
})

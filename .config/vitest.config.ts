import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [
      'server/**/*.test.ts',
      'shared/**/*.test.ts',
      'client/**/*.test.ts',
      'e2e/{offline,support}/*.test.ts',
    ],
    setupFiles: '.config/vitest-setup.ts',
    globalSetup: '.config/vitest-global-setup.ts',
    // importing drizzle costs half a second a file; modules hold no state, so files may share them
    isolate: false,
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

import { afterEach, beforeEach, expect, vi } from 'vitest'

/** What nobody expected to be written is a fault that nobody looked at. A test that expects it spies on it itself. */
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
})
afterEach(() => {
  const written = [console.error, console.warn].flatMap((write) =>
    vi.isMockFunction(write) ? write.mock.calls.map((parts) => parts.map(String).join(' ')) : [],
  )
  vi.restoreAllMocks()
  expect(written, 'written to the console').toEqual([])
})

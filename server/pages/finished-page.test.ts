import { brotliDecompressSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { FinishedPage } from './finished-page.ts'
import { KeptPages } from './kept-pages.ts'

const html = Array.from({ length: 4000 }, (_, n) => `<p class="row-${n % 97}">${(n * 7919) % 1009}</p>`).join(
  '',
)
const pageOf = (text: string) =>
  new FinishedPage(
    { html: text, inlineScripts: [], inlineStyles: [] },
    { status: 200, isPrivate: false, isDev: false },
  )

afterEach(() => void vi.useRealTimers())

test('PAG13 a page that has stood a while goes out smaller, and nobody waits for it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const page = pageOf(html)
  const first = await page.as('br')
  expect(await page.as('br')).toBe(first)
  vi.advanceTimersByTime(3_000)
  expect(await page.as('br')).toBe(first)
  await vi.waitFor(async () => expect((await page.as('br')).byteLength).toBeLessThan(first.byteLength), 5_000)
  expect(brotliDecompressSync(await page.as('br')).toString()).toBe(html)
})

test('PAG13 a page that was rendered anew and says the same is the one that stood', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const kept = new KeptPages<FinishedPage>(1e6, (before, after) => before.etag === after.etag)
  const read = (text: string) =>
    kept.read(
      'a',
      () => Promise.reject(new Error('nothing is asked')),
      () => Promise.resolve({ page: pageOf(text), isKeepable: true }),
    )
  const first = await read('one')
  vi.advanceTimersByTime(60_000)
  expect(await read('one')).toBe(first)
  vi.advanceTimersByTime(60_000)
  expect(await read('two')).not.toBe(first)
})

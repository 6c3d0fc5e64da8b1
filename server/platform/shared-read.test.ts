import { describe, expect, test } from 'vitest'
import { SharedRead } from './shared-read.ts'

/** A query that a test ends by hand. */
function manual() {
  const runs: { resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const query = () => new Promise<string>((resolve, reject) => runs.push({ resolve, reject }))
  return { runs, query }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('a shared read', () => {
  test('nobody joins a query that started before they came: what was committed before the call is seen', async () => {
    const shared = new SharedRead<string>()
    const { runs, query } = manual()
    const first = shared.read('k', query)
    const second = shared.read('k', query)
    const third = shared.read('k', query)
    expect(runs).toHaveLength(1)
    runs[0]?.resolve('old')
    expect(await first).toBe('old')
    await turn()
    expect(runs).toHaveLength(2) // one for both who waited
    const fourth = shared.read('k', query)
    runs[1]?.resolve('new')
    expect([await second, await third]).toEqual(['new', 'new'])
    await turn()
    runs[2]?.resolve('newest')
    expect(await fourth).toBe('newest')
  })

  test('a live value is never older than the call that reads it, under a storm', async () => {
    const shared = new SharedRead<number>()
    let committed = 0
    const query = async (): Promise<number> => {
      const seen = committed
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
      return seen
    }
    const reads: Promise<void>[] = []
    for (let n = 0; n < 300; n++) {
      const atCall = ++committed
      reads.push(shared.read('k', query).then((seen) => expect(seen).toBeGreaterThanOrEqual(atCall)))
      if (n % 7 === 0) await turn()
    }
    await Promise.all(reads)
  })

  test('other keys do not wait for each other', async () => {
    const shared = new SharedRead<string>()
    const { runs, query } = manual()
    const a = shared.read('a', query)
    const b = shared.read('b', query)
    runs[1]?.resolve('b')
    expect(await b).toBe('b')
    runs[0]?.resolve('a')
    expect(await a).toBe('a')
  })

  test('a failure reaches those who shared it, and the next read starts afresh', async () => {
    const shared = new SharedRead<string>()
    const { runs, query } = manual()
    const first = shared.read('k', query)
    const second = shared.read('k', query)
    runs[0]?.reject(new Error('away'))
    await expect(first).rejects.toThrow('away')
    await turn()
    runs[1]?.reject(new Error('still away'))
    await expect(second).rejects.toThrow('still away')
    await turn()
    const third = shared.read('k', query)
    runs[2]?.resolve('back')
    expect(await third).toBe('back')
  })
})

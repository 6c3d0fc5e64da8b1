import { describe, expect, test } from 'vitest'
import { addTestStore, addTestVariant, testDatabase } from './test-database.ts'
import { SharedRead, UnchangedRead } from './shared-read.ts'
import { withStore, withSystem } from './tenancy.ts'
import { sql } from 'drizzle-orm'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A query that a test ends by hand; `begun(n)` waits until the n-th has begun. */
function manual() {
  const runs: { resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const query = () => new Promise<string>((resolve, reject) => runs.push({ resolve, reject }))
  const begun = async (count: number) => {
    for (let n = 0; runs.length < count && n < 100; n++) await turn()
    await turn()
    expect(runs).toHaveLength(count)
    const run = runs[count - 1]
    if (!run) throw new Error('no query has begun')
    return run
  }
  return { begun, query }
}

describe('a shared read', () => {
  test('nobody joins a query that began before they came: what was committed before the call is seen', async () => {
    const shared = new SharedRead<string>()
    const { begun, query } = manual()
    const first = shared.read('k', query)
    const running = await begun(1)
    const [second, third] = [shared.read('k', query), shared.read('k', query)]
    await begun(1)
    running.resolve('old')
    expect(await first).toBe('old')
    const shared2 = await begun(2) // one for both who waited
    const fourth = shared.read('k', query)
    shared2.resolve('new')
    expect([await second, await third]).toEqual(['new', 'new'])
    const last = await begun(3)
    last.resolve('newest')
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
    const [one, two] = [manual(), manual()]
    const a = shared.read('a', one.query)
    const b = shared.read('b', two.query)
    ;(await two.begun(1)).resolve('b')
    expect(await b).toBe('b')
    ;(await one.begun(1)).resolve('a')
    expect(await a).toBe('a')
  })

  test('a failure reaches those who shared it, and the next read starts afresh', async () => {
    const shared = new SharedRead<string>()
    const { begun, query } = manual()
    const first = shared.read('k', query)
    const running = await begun(1)
    const second = shared.read('k', query)
    running.reject(new Error('away'))
    await expect(first).rejects.toThrow('away')
    ;(await begun(2)).reject(new Error('still away'))
    await expect(second).rejects.toThrow('still away')
    const third = shared.read('k', query)
    ;(await begun(3)).resolve('back')
    expect(await third).toBe('back')
  })
})

describe('an unchanged read', () => {
  const db = testDatabase()
  const forEver = Number.POSITIVE_INFINITY

  /** A product whose name is read and written, and how often it was really read. */
  async function scene() {
    const store = await addTestStore(db)
    const { productId } = await addTestVariant(db, store, { name: '0' })
    const unchanged = new UnchangedRead<string>(db)
    const counted = { queries: 0 }
    const read = (until = forEver) =>
      unchanged.read('k', async () => {
        counted.queries++
        const { rows } = await withStore(db, store.id, (tx) =>
          tx.execute<{ name: string }>(sql`select name from products where id = ${productId}`),
        )
        return { value: rows[0]?.name ?? '', until }
      })
    const write = (name: string) =>
      withSystem(db, (tx) => tx.execute(sql`update products set name = ${name} where id = ${productId}`))
    await read() // the connections are made
    return { store, productId, read, write, counted }
  }

  test('what was committed before the call is seen, always; what was answered is answered again until then', async () => {
    const { read, write, counted } = await scene()
    await read()
    counted.queries = 0
    for (let n = 1; n <= 5; n++) {
      await write(String(n))
      expect(await read()).toBe(String(n))
      expect(await read()).toBe(String(n))
    }
    // other test files commit to the same cluster, which may cost a query and never an old answer
    expect(counted.queries).toBeGreaterThanOrEqual(5)
  })

  test('a writer that is open is not seen, and is seen once it has committed', async () => {
    const { read, productId } = await scene()
    const rival = await db.connect('system')
    await rival.query('begin')
    await rival.query(`update products set name = 'rival' where id = $1`, [productId])
    expect([await read(), await read()]).toEqual(['0', '0'])
    await rival.query('commit')
    expect(await read()).toBe('rival')
  })

  test('a commit while the query runs is not hidden behind its answer', async () => {
    const { store, productId, write } = await scene()
    const unchanged = new UnchangedRead<string>(db)
    const read = (during: () => Promise<unknown>) =>
      unchanged.read('k', () =>
        withStore(db, store.id, async (tx) => {
          const { rows } = await tx.execute<{ name: string }>(
            sql`select name from products where id = ${productId}`,
          )
          await during()
          return { value: rows[0]?.name ?? '', until: forEver }
        }),
      )
    expect(await read(() => write('during'))).toBe('0')
    expect(await read(() => Promise.resolve())).toBe('during')
  })

  test('an answer that follows the clock is not given after its time', async () => {
    const { read, write, counted } = await scene()
    await write('new')
    await read(Date.now() - 1)
    const before = counted.queries
    await read()
    expect(counted.queries).toBe(before + 1)
  })

  test('nobody reads the past under a storm of writers', async () => {
    const { read, write } = await scene()
    let committed = 0
    let isWriting = true
    const readers = Array.from({ length: 6 }, async () => {
      while (isWriting) {
        const atCall = committed
        expect(Number(await read())).toBeGreaterThanOrEqual(atCall)
      }
    })
    for (let n = 1; n <= 150; n++) {
      await write(String(n))
      committed = n
    }
    isWriting = false
    await Promise.all(readers)
  })
})

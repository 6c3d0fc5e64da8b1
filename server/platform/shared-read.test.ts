import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { SharedRead, UnchangedRead } from './shared-read.ts'
import { withSystem } from './tenancy.ts'
import { addTestStore, testDatabase } from './test-database.ts'

/** A query whose answers come when the test says so. */
function controlled() {
  const started: ((value: string) => void)[] = []
  return { started, query: () => new Promise<string>((resolve) => started.push(resolve)) }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('CAT2 shared reads', () => {
  test('who comes while a query runs gets the next one, and all of them the same', async () => {
    const read = new SharedRead<string>()
    const { started, query } = controlled()
    const first = read.read('k', query)
    const second = read.read('k', query)
    const third = read.read('k', query)
    expect(started).toHaveLength(1)
    started[0]?.('old')
    await turn()
    expect(started).toHaveLength(2)
    const fourth = read.read('k', query)
    started[1]?.('new')
    await turn()
    expect(started).toHaveLength(3)
    started[2]?.('newest')
    expect(await Promise.all([first, second, third, fourth])).toEqual(['old', 'new', 'new', 'newest'])
  })

  test('a failed query fails those who shared it and nobody after them', async () => {
    const read = new SharedRead<string>()
    const failed = read.read('k', () => Promise.reject(new Error('away')))
    const next = read.read('k', () => Promise.resolve('back'))
    await expect(failed).rejects.toThrow('away')
    expect(await next).toBe('back')
  })
})

describe('CAT2 unchanged reads', () => {
  const db = testDatabase()
  let storeId: string
  beforeAll(async () => {
    storeId = (await addTestStore(db)).id
  })
  const count = () => {
    let runs = 0
    return { query: () => Promise.resolve({ value: ++runs, until: Number.POSITIVE_INFINITY }) }
  }
  const rename = (name: string) =>
    withSystem(db, (tx) => tx.execute(sql`update stores set name = ${name} where id = ${storeId}`))
  /** The first read opens the connection, after which answers are kept. */
  const opened = async (): Promise<UnchangedRead<number>> => {
    const reads = new UnchangedRead<number>(db)
    await reads.read('first', () => Promise.resolve({ value: 0, until: 0 }))
    return reads
  }

  test('the same answer while nothing was committed, a new one after every COMMIT', async () => {
    const reads = await opened()
    const { query } = count()
    const before = await reads.read('k', query)
    await rename('Uno')
    const after = await reads.read('k', query)
    await rename('Dos')
    expect(await reads.read('k', query)).toBeGreaterThan(after)
    expect(after).toBeGreaterThan(before)
  })

  test('a transaction under way changes nothing until it commits', async () => {
    const rival = await db.connect('system')
    await rival.query('begin')
    await rival.query('update stores set name = $1 where id = $2', ['Tres', storeId])
    const reads = await opened()
    const { query } = count()
    const before = await reads.read('k', query)
    await rival.query('commit')
    expect(await reads.read('k', query)).toBeGreaterThan(before)
  })

  test('a COMMIT between the question and the query is not missed by the next reader', async () => {
    const reads = await opened()
    let name = ''
    const readName = async () => {
      const { rows } = await withSystem(db, (tx) =>
        tx.execute<{ name: string }>(sql`select name from stores where id = ${storeId}`),
      )
      return rows[0]?.name ?? ''
    }
    await reads.read('k', async () => {
      name = await readName()
      await rename('Cuatro')
      return { value: 1, until: Number.POSITIVE_INFINITY }
    })
    expect(name).not.toBe('Cuatro')
    expect(await reads.read('k', () => Promise.resolve({ value: 2, until: 0 }))).toBe(2)
  })

  test('an answer that follows the clock is asked again once its time has come', async () => {
    const reads = await opened()
    await reads.read('k', () => Promise.resolve({ value: 1, until: Date.now() - 1_000 }))
    expect(await reads.read('k', () => Promise.resolve({ value: 2, until: 0 }))).toBe(2)
  })
})

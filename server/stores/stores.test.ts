import { expect, test } from 'vitest'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { createStoreDirectory } from './stores.ts'

const db = testDatabase()

test('STO1 names as long as a request are looked up once, not once each: what is kept stays small', async () => {
  const { id } = await addTestStore(db)
  let asked = 0
  const counting = {
    pools: {
      app: db.pools.app,
      get system() {
        asked++
        return db.pools.system
      },
    },
  }
  const directory = createStoreDirectory(counting)
  const long = 'a'.repeat(10_000)
  for (let n = 0; n < 10; n++) {
    expect(await directory.bySlug(`${long}${n}`)).toBeUndefined()
    expect((await directory.byHost(`${long}${n}`))?.id).toBe(id)
  }
  expect(asked).toBe(2) // that host, and then the default store
})

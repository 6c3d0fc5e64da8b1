import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { ensureFirstOwner, grantFirstOwner } from './accounts.ts'
import { removeMember, setMember } from './members.ts'
import { createTestApp } from './test-app.ts'

const db = testDatabase()
let dataDir: string
let said: string[]
beforeEach(async () => {
  said = []
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-owner-'))
  await withSystem(db, async (tx) => {
    await tx.execute(sql`delete from store_members`)
    await tx.execute(sql`delete from users`)
  })
})
afterEach(() => fs.rmSync(dataDir, { recursive: true }))

const start = (environment: NodeJS.ProcessEnv = {}) => {
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) })
  const deps = { db, config: readConfig({ DATA_DIR: dataDir, ...environment }), log }
  return { first: () => ensureFirstOwner(deps), grant: () => grantFirstOwner(deps) }
}
const opens = async (signIn: { email: string; password: string }) =>
  (await createTestApp(db).signIn(signIn.email, signIn.password)).status === 200

describe('the first owner', () => {
  it('of the embedded database gets a password of ours, the same on every start, readable by us alone', async () => {
    const first = await start().first()
    expect(first).toEqual({
      email: 'admin@vidriera.local',
      password: expect.stringMatching(/^[a-z2-9-]{23}$/) as string,
    })
    expect(await start().first()).toEqual(first)
    expect(await opens(first ?? { email: '', password: '' })).toBe(true)
    expect(fs.statSync(path.join(dataDir, 'demo-sign-in')).mode & 0o777).toBe(0o600)
  })

  it('is who ADMIN_EMAIL says, and a given password is never answered back', async () => {
    const given = { ADMIN_EMAIL: 'Ana@tienda.test', ADMIN_PASSWORD: 'una clave larga' }
    expect(await start(given).first()).toBeUndefined()
    expect(await start(given).first()).toBeUndefined()
    expect(await opens({ email: 'ana@tienda.test', password: 'una clave larga' })).toBe(true)
    expect(fs.readdirSync(dataDir)).toEqual([])
  })

  it('keeps the password it has, and the log says that another one was given and is not used', async () => {
    const given = { ADMIN_EMAIL: 'ana@tienda.test', ADMIN_PASSWORD: 'una clave larga' }
    await start(given).first()
    await start(given).first()
    expect(said).toEqual([])
    await start({ ...given, ADMIN_PASSWORD: 'otra clave larga' }).first()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('ADMIN_PASSWORD is not used')
    expect(said[0]).not.toContain('otra clave larga')
    expect(await opens({ email: 'ana@tienda.test', password: 'una clave larga' })).toBe(true)
    const own = { DATABASE_URL: 'postgres://unused', SECRET_KEY: 'x'.repeat(32) }
    await start({ ...own, ADMIN_PASSWORD: 'otra clave larga' }).first()
    expect(said).toHaveLength(2)
  })

  it('whose password we made goes on being told it, also where another one is given now', async () => {
    const first = await start().first()
    expect(await start({ ADMIN_PASSWORD: 'una clave larga' }).first()).toEqual(first)
    expect(said).toHaveLength(1)
  })

  it('is asked for a password of their own where we made it, and not where it was given', async () => {
    await start().first()
    await start({ ADMIN_EMAIL: 'ana@tienda.test', ADMIN_PASSWORD: 'una clave larga' }).first()
    const { rows } = await withSystem(db, (tx) =>
      tx.execute(sql`select email, is_issued from auth_accounts join users on users.id = user_id order by 1`),
    )
    expect(rows).toEqual([
      { email: 'admin@vidriera.local', is_issued: true },
      { email: 'ana@tienda.test', is_issued: false },
    ])
  })

  it('is not made on a database of your own unless you name one', async () => {
    const own = { DATABASE_URL: 'postgres://unused', SECRET_KEY: 'x'.repeat(32) }
    expect(await start(own).first()).toBeUndefined()
    const { rows } = await withSystem(db, (tx) => tx.execute(sql`select 1 from users`))
    expect(rows).toEqual([])
  })

  it('is one, also when two processes start at once', async () => {
    const given = { ADMIN_EMAIL: 'ana@tienda.test', ADMIN_PASSWORD: 'una clave larga' }
    await Promise.all([start(given).first(), start(given).first()])
    const { rows } = await withSystem(db, (tx) => tx.execute(sql`select 1 from auth_accounts`))
    expect(rows).toHaveLength(1)
  })

  it('is not printed any more once the password has changed', async () => {
    await start().first()
    await withSystem(db, (tx) => tx.execute(sql`update auth_accounts set password = 'ab:cd'`))
    expect(await start().first()).toBeUndefined()
  })

  it('ACC7 owns every store, new ones included, and stays what others have made of them', async () => {
    const [one, two] = [await addTestStore(db), await addTestStore(db)]
    const first = await start().first()
    await start().grant()
    const roleIn = async (storeId: string) => {
      const { rows } = await withSystem(db, (tx) =>
        tx.execute(sql`select role from store_members join users on users.id = user_id
          where store_id = ${storeId} and email = ${first?.email ?? ''}`),
      )
      return rows[0]?.['role']
    }
    expect(await roleIn(one.id)).toBe('owner')
    const second = await setMember(db, two, 'beto@tienda.test', 'owner')
    await setMember(db, two, first?.email ?? '', 'viewer')
    const three = await addTestStore(db)
    await start().grant()
    expect([await roleIn(two.id), await roleIn(three.id)]).toEqual(['viewer', 'owner'])
    await expect(removeMember(db, two, second.userId)).rejects.toMatchObject({ code: 'conflict' })
  })
})

import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../shared/accounts.ts'
import type { Actor, Store } from '../platform/http.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { listMembers, removeMember, setMember } from './members.ts'
import { createTestApp } from './test-app.ts'
import { listTokens, makeToken } from './tokens.ts'

const db = testDatabase()
let test: ReturnType<typeof createTestApp>
let store: Store
let other: Store
beforeAll(async () => {
  test = createTestApp(db)
  store = await addTestStore(db)
  other = await addTestStore(db)
  await member(store, 'owner')
  await member(other, 'owner')
})

/** A new member: how they sign in, and as what they act. */
async function member(where: Store, role: Role) {
  const email = `${role}-${randomUUID().slice(0, 8)}@tienda.test`
  const { password, userId } = await setMember(db, where, email, role)
  const actor: Actor = { kind: 'user', id: userId, role }
  return { email, userId, actor, signedIn: () => test.signedIn(email, password ?? '') }
}
const tokenOf = (where: Store, actor: Actor, role: Role) =>
  makeToken(db, where, { name: 'caja', role }, actor)
/** A token of somebody with that role. */
const token = async (where: Store, role: Role) =>
  (await tokenOf(where, (await member(where, role)).actor, role)).secret
const probe = async (where: Store, access: string, by: { cookie?: string; token?: string }) =>
  (await test.send(`/api/stores/${where.slug}/probe/${access}`, by)).status

describe('a token', () => {
  it('ACC4 that is wrong is refused even beside a good cookie', async () => {
    const cookie = await (await member(store, 'owner')).signedIn()
    expect(await probe(store, 'viewer', { cookie, token: 'vid_wrong' })).toBe(401)
    expect(await probe(store, 'viewer', { cookie, token: await token(other, 'owner') })).toBe(403)
  })

  it('ACC4 revoked is revoked, and only in the store it belongs to', async () => {
    const cookie = await (await member(store, 'owner')).signedIn()
    const made = await test.send(`/api/stores/${store.slug}/tokens`, {
      cookie,
      body: { name: 'caja', role: 'agent' },
    })
    expect(made.status).toBe(201)
    const { id = '', secret = '' } = made.body
    const stranger = await (await member(other, 'owner')).signedIn()
    const remove = (where: Store, by: string) =>
      test.send(`/api/stores/${where.slug}/tokens/${id}`, { method: 'DELETE', cookie: by })
    expect((await remove(other, stranger)).status).toBe(404)
    expect(await probe(store, 'agent', { token: secret })).toBe(200)
    expect((await remove(store, cookie)).status).toBe(204)
    expect(await probe(store, 'viewer', { token: secret })).toBe(401)
  })

  it('ACC4 is made by nobody who may do less', async () => {
    const admin = await member(store, 'admin')
    await expect(tokenOf(store, admin.actor, 'owner')).rejects.toMatchObject({ code: 'forbidden' })
    const refused = await test.send(`/api/stores/${store.slug}/tokens`, {
      cookie: await admin.signedIn(),
      body: { name: 'x', role: 'viewer' },
    })
    expect(refused.status).toBe(403)
  })

  it('ACC8 ends with the membership of its maker, and does not come back with it', async () => {
    const maker = await member(store, 'owner')
    const { secret } = await tokenOf(store, maker.actor, 'admin')
    expect(await probe(store, 'admin', { token: secret })).toBe(200)
    await removeMember(db, store, maker.userId)
    expect(await probe(store, 'viewer', { token: secret })).toBe(401)
    await setMember(db, store, maker.email, 'owner')
    expect(await probe(store, 'viewer', { token: secret })).toBe(401)
  })

  it('ACC8 never may more than its maker may now, and says so in the list', async () => {
    const maker = await member(store, 'owner')
    const made = await tokenOf(store, maker.actor, 'admin')
    await setMember(db, store, maker.email, 'viewer')
    expect(await probe(store, 'admin', { token: made.secret })).toBe(403)
    expect(await probe(store, 'viewer', { token: made.secret })).toBe(200)
    const listed = (await listTokens(db, store)).find(({ id }) => id === made.id)
    expect(listed).toMatchObject({ role: 'admin', actsAs: 'viewer' })
    const makers = await listMembers(db, store)
    expect(makers.find(({ userId }) => userId === maker.userId)).toMatchObject({ role: 'viewer', tokens: 1 })
    await setMember(db, store, maker.email, 'owner')
    expect(await probe(store, 'admin', { token: made.secret })).toBe(200)
    expect(await probe(store, 'owner', { token: made.secret })).toBe(403)
  })

  it('ACC8 made by a token belongs to whoever made that one', async () => {
    const maker = await member(store, 'owner')
    const first = await tokenOf(store, maker.actor, 'owner')
    const second = await test.send(`/api/stores/${store.slug}/tokens`, {
      token: first.secret,
      body: { name: 'de otro', role: 'owner' },
    })
    expect(second.body).toMatchObject({ maker: maker.email.split('@')[0] })
    await removeMember(db, store, maker.userId)
    expect(await probe(store, 'viewer', { token: second.body.secret ?? '' })).toBe(401)
  })

  it('ACC8 is not made by somebody who is taken out meanwhile', async () => {
    const gone = await member(store, 'owner')
    await removeMember(db, store, gone.userId)
    await expect(tokenOf(store, gone.actor, 'viewer')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('ACC5 has a secret that neither lists nor the database hold', async () => {
    const cookie = await (await member(store, 'owner')).signedIn()
    const secret = await token(store, 'viewer')
    await probe(store, 'viewer', { token: secret })
    const list = await test.send(`/api/stores/${store.slug}/tokens`, { cookie })
    expect(list.body.items?.at(-1)).toMatchObject({
      name: 'caja',
      role: 'viewer',
      lastUsedAt: expect.any(String) as string,
    })
    expect(JSON.stringify(list.body)).not.toContain(secret.slice(4))
    const { rows } = await withSystem(db, (tx) => tx.execute(sql`select t::text from api_tokens t`))
    expect(JSON.stringify(rows)).not.toContain(secret.slice(4))
  })

  it('has its last use written at most once a minute', async () => {
    const secret = await token(store, 'viewer')
    const lastUse = async () => {
      const { rows } = await withSystem(db, (tx) =>
        tx.execute(sql`select max(last_used_at)::text as at from api_tokens`),
      )
      return rows[0]?.['at']
    }
    await probe(store, 'viewer', { token: secret })
    const first = await lastUse()
    expect(first).not.toBeNull()
    await probe(store, 'viewer', { token: secret })
    expect(await lastUse()).toBe(first)
  })
})

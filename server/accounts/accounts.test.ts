import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { roles, type Role } from '../../shared/accounts.ts'
import type { Store } from '../platform/http.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { removeMember, setMember } from './members.ts'
import { storeMembers } from './tables.ts'
import { createTestApp, HOST } from './test-app.ts'
import { makeToken } from './tokens.ts'

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

/** A new person with a role, and how they sign in. */
async function member(where: Store, role: Role) {
  const email = `${role}-${randomUUID().slice(0, 8)}@tienda.test`
  const { password, userId } = await setMember(db, where, email, role)
  return { email, password: password ?? '', userId, cookie: await test.signedIn(email, password ?? '') }
}
/** A token of somebody with that role. */
const token = async (where: Store, role: Role) => {
  const { userId: id } = await member(where, role)
  return (await makeToken(db, where, { name: 'caja', role }, { kind: 'user', id, role })).secret
}
const probe = (where: Store, access: string, by: { cookie?: string; token?: string }) =>
  test.send(`/api/stores/${where.slug}/probe/${access}`, by)

describe('signing in', () => {
  it('ACC1 a wrong password and an unknown address are answered alike, and take as long', async () => {
    const { email } = await member(store, 'agent')
    const timed = async (address: string) => {
      const start = performance.now()
      const { status, body } = await test.signIn(address, 'not the password')
      return { status, body, ms: performance.now() - start }
    }
    const [known, unknown] = [await timed(email), await timed('nobody@tienda.test')]
    expect(known.status).toBe(401)
    expect(unknown.body).toEqual(known.body)
    expect(unknown.ms).toBeGreaterThan(known.ms / 5)
  })

  it('ACC10 guessing is slowed down alike for known and unknown addresses; others are not', async () => {
    const { email, password } = await member(store, 'agent')
    const tries = async (address: string) => {
      const statuses: number[] = []
      for (let i = 0; i < 6; i++) statuses.push((await test.signIn(address, 'wrong')).status)
      return statuses
    }
    const expected = [...Array<number>(5).fill(401), 429]
    expect(await tries(email)).toEqual(expected)
    expect(await tries('nobody-either@tienda.test')).toEqual(expected)
    expect((await test.signIn(email, password)).status).toBe(429)
    expect((await test.signIn(email, password, { 'x-test-address': '198.51.100.7' })).status).toBe(200)
  })

  it('an address counts in any case', async () => {
    const { email, password } = await member(store, 'agent')
    expect((await test.signIn(email.toUpperCase(), password)).status).toBe(200)
  })

  it('the token of the session is in the cookie alone, which scripts cannot read', async () => {
    const { email, password } = await member(store, 'agent')
    const { body, cookies } = await test.signIn(email, password)
    expect(body).toEqual({
      user: { id: expect.any(String) as string, name: expect.any(String) as string, email },
    })
    expect(cookies[0]).toMatch(/^vidriera-session=.+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  const behindTls = [
    ['by PUBLIC_URL', { PUBLIC_URL: 'https://tienda.test' }, {}],
    ['by a trusted proxy', {}, { 'x-test-origin': 'https://tienda.test' }],
  ] as const
  it.each(behindTls)(
    'over TLS, known %s, the cookie is Secure and bound to the host',
    async (_, env, sent) => {
      const { email, password } = await member(store, 'agent')
      const secure = createTestApp(db, env)
      const headers = { origin: 'https://tienda.test', ...sent }
      const { cookies } = await secure.signIn(email, password, headers)
      expect(cookies[0]).toMatch(/^__Host-vidriera-session=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
      const cookie = cookies[0]?.split(';')[0] ?? ''
      expect((await secure.send('/api/session', { cookie, headers })).status).toBe(200)
      // a cookie without the prefix may have been set by anybody on the way
      const bare = cookie.replace('__Host-', '')
      expect((await secure.send('/api/session', { cookie: bare, headers })).status).toBe(401)
    },
  )

  it('behind TLS without knowing of it nobody signs in, and the log says what to set', async () => {
    const { email, password } = await member(store, 'agent')
    const refused = await test.signIn(email, password, { origin: 'https://tienda.test' })
    expect([refused.status, refused.body.code, refused.cookies]).toEqual([403, 'foreign-origin', []])
    expect(test.lines.join('')).toContain('set PUBLIC_URL')
  })

  it('ACC2 nobody signs up, and no other endpoint of better-auth answers', async () => {
    const body = { name: 'x', email: 'new@tienda.test', password: 'a long password' }
    for (const path of [
      'sign-up/email',
      'request-password-reset',
      'change-password',
      'update-user',
      'sign-in/social',
    ]) {
      expect((await test.send(`/api/auth/${path}`, { body })).status, path).toBe(404)
    }
    for (const path of ['list-sessions', 'ok', 'error', '/get-session', 'get-session/', 'sign-up%2Femail']) {
      expect((await test.send(`/api/auth/${path}`)).status, path).toBe(404)
    }
  })

  it('a foreign site cannot sign anybody in or out', async () => {
    const { email, password, cookie } = await member(store, 'agent')
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    expect((await test.signIn(email, password, foreign)).status).toBe(403)
    const out = await test.send('/api/auth/sign-out', { body: {}, cookie, headers: foreign })
    expect(out.status).toBe(403)
    expect((await test.send('/api/session', { cookie })).status).toBe(200)
  })

  it('misshapen sign-ins are refused with a reason', async () => {
    for (const body of [
      {},
      { email: 'x', password: 'y' },
      { email: 'a@b.co', password: 'x'.repeat(129) },
      [],
    ]) {
      expect((await test.send('/api/auth/sign-in/email', { body })).body.code).toBe('invalid-request')
    }
  })
})

describe('sessions', () => {
  it('name who it is and their role in every store', async () => {
    const { email, cookie, userId } = await member(store, 'agent')
    await withSystem(db, (tx) =>
      tx.insert(storeMembers).values({ storeId: other.id, userId, role: 'viewer' }),
    )
    const { body } = await test.send('/api/session', { cookie })
    expect(body.user).toMatchObject({ id: userId, email })
    expect(body.stores).toEqual([
      { slug: store.slug, name: store.name, role: 'agent' },
      { slug: other.slug, name: other.name, role: 'viewer' },
    ])
  })

  it('of one store cannot be taken into another: whoever made them has seen their password', async () => {
    const { email, cookie, userId } = await member(store, 'agent')
    await expect(setMember(db, other, email, 'owner')).rejects.toMatchObject({ code: 'conflict' })
    await removeMember(db, store, userId)
    const again = await setMember(db, other, email, 'viewer')
    expect(again).toMatchObject({ userId, role: 'viewer' })
    expect(again.password).not.toBeNull()
    // the old session is gone with the old password
    expect((await test.send('/api/session', { cookie })).status).toBe(401)
  })

  it('end with the sign-out, in the database and not only in the browser', async () => {
    const { cookie } = await member(store, 'agent')
    const out = await test.send('/api/auth/sign-out', { body: {}, cookie })
    expect(out.status).toBe(204)
    expect((await test.send('/api/session', { cookie })).body.code).toBe('unauthenticated')
    expect((await probe(store, 'viewer', { cookie })).status).toBe(401)
  })

  it('neither a token out of the database nor a forged signature opens one', async () => {
    const { cookie, userId } = await member(store, 'owner')
    const { rows } = await withSystem(db, (tx) =>
      tx.execute(sql`select token from sessions where user_id = ${userId}`),
    )
    const raw = String(rows[0]?.['token'])
    const forged = cookie.replace(/\.[^.;]*/, `.${encodeURIComponent(Buffer.alloc(32).toString('base64'))}`)
    for (const attempt of [raw, `${raw}.`, `${raw}.AAAA`, '.', '']) {
      expect((await test.send('/api/session', { cookie: `vidriera-session=${attempt}` })).status).toBe(401)
    }
    expect((await test.send('/api/session', { cookie: forged })).status).toBe(401)
    expect((await test.send('/api/session', { cookie })).status).toBe(200)
  })

  it('an ended session opens nothing', async () => {
    const { cookie, userId } = await member(store, 'owner')
    await withSystem(db, (tx) =>
      tx.execute(sql`update sessions set expires_at = now() where user_id = ${userId}`),
    )
    expect((await probe(store, 'viewer', { cookie })).status).toBe(401)
    expect((await test.send('/api/auth/get-session', { cookie })).status).toBe(401)
  })

  it('a session in use is kept from ending', async () => {
    const { cookie, userId } = await member(store, 'owner')
    await withSystem(db, (tx) =>
      tx.execute(sql`update sessions set expires_at = now() + interval '2 days' where user_id = ${userId}`),
    )
    const { cookies, body } = await test.send('/api/auth/get-session', { cookie })
    expect(cookies[0]).toMatch(/Max-Age=1209600/)
    expect(JSON.stringify(body)).not.toContain('token')
  })
})

describe('roles', () => {
  const accesses = ['public', 'holder', 'viewer', 'agent', 'admin', 'owner'] as const
  const mayPass = (role: Role | 'shopper', access: (typeof accesses)[number]): number => {
    if (access === 'public' || access === 'holder') return 200
    if (role === 'shopper') return 401
    return roles.indexOf(role) <= roles.indexOf(access) ? 200 : 403
  }
  it.each(roles)('%s: by cookie and by token, in the own store and in another', async (role) => {
    const { cookie } = await member(store, role)
    const secret = await token(store, role)
    for (const access of accesses) {
      expect((await probe(store, access, { cookie })).status, access).toBe(mayPass(role, access))
      expect((await probe(store, access, { token: secret })).status, access).toBe(mayPass(role, access))
      // ACC9: known, but not of this store; who holds a code may be anybody, a token means to be somebody
      const isOpen = access === 'public' || access === 'holder'
      expect((await probe(other, access, { cookie })).status, access).toBe(isOpen ? 200 : 403)
      expect((await probe(other, access, { token: secret })).status).toBe(access === 'public' ? 200 : 403)
    }
  })

  it('ACC3 whoever is demoted or removed is so at the next request', async () => {
    const { cookie, email, userId } = await member(store, 'admin')
    expect((await probe(store, 'admin', { cookie })).status).toBe(200)
    await setMember(db, store, email, 'viewer')
    expect((await probe(store, 'admin', { cookie })).status).toBe(403)
    expect((await probe(store, 'viewer', { cookie })).status).toBe(200)
    await removeMember(db, store, userId)
    expect((await probe(store, 'viewer', { cookie })).status).toBe(403)
  })
})

describe('members', () => {
  const put = (cookie: string, email: string, role: string) =>
    test.send(`/api/stores/${store.slug}/members/${encodeURIComponent(email)}`, {
      method: 'PUT',
      cookie,
      body: { role },
    })

  it('ACC5 an unknown address gets an account; its password is shown once and opens', async () => {
    const { cookie } = await member(store, 'owner')
    const email = `${randomUUID()}@tienda.test`
    const first = await put(cookie, email, 'agent')
    expect(first.body).toMatchObject({
      email,
      role: 'agent',
      password: expect.stringMatching(/^[a-z2-9-]{23}$/) as string,
    })
    expect((await test.signIn(email, first.body.password ?? '')).status).toBe(200)
    expect((await put(cookie, email.toUpperCase(), 'viewer')).body).toMatchObject({
      role: 'viewer',
      password: null,
    })
  })

  it('admins see the members, only owners change them', async () => {
    const admin = await member(store, 'admin')
    const list = await test.send(`/api/stores/${store.slug}/members`, { cookie: admin.cookie })
    expect(list.body.items).toContainEqual(expect.objectContaining({ email: admin.email, role: 'admin' }))
    expect((await put(admin.cookie, admin.email, 'owner')).status).toBe(403)
    expect((await put((await member(store, 'owner')).cookie, 'not an address', 'viewer')).status).toBe(400)
  })

  it('ACC6 the last owner stays, also when two remove each other at once', async () => {
    const lonely = await addTestStore(db)
    const [a, b] = [
      await setMember(db, lonely, 'a@duo.test', 'owner'),
      await setMember(db, lonely, 'b@duo.test', 'owner'),
    ]
    const both = await Promise.allSettled([
      removeMember(db, lonely, a.userId),
      setMember(db, lonely, b.email, 'viewer'),
    ])
    expect(both.filter((one) => one.status === 'rejected')).toHaveLength(1)
    const { rows } = await withSystem(db, (tx) =>
      tx.execute(sql`select user_id from store_members where store_id = ${lonely.id} and role = 'owner'`),
    )
    expect(rows).toHaveLength(1)
    await expect(removeMember(db, lonely, String(rows[0]?.['user_id']))).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('a member of another store is not there', async () => {
    const { cookie } = await member(store, 'owner')
    const stranger = await member(other, 'agent')
    const path = `/api/stores/${store.slug}/members/${stranger.userId}`
    expect((await test.send(path, { method: 'DELETE', cookie })).status).toBe(404)
    expect((await probe(other, 'agent', { cookie: stranger.cookie })).status).toBe(200)
  })
})

it('no secret and no address of a person is in the log', async () => {
  const { email, password, cookie } = await member(store, 'owner')
  const secret = await token(store, 'owner')
  await probe(store, 'owner', { token: secret })
  await test.signIn(email, 'wrong')
  await test.send('/api/auth/sign-out', { body: {}, cookie, headers: { origin: `${HOST}.evil` } })
  const log = test.lines.join('')
  for (const canary of [email, password, secret, cookie.split('=')[1] ?? ''])
    expect(log).not.toContain(canary)
  expect(log).toContain('a sign-in failed')
})

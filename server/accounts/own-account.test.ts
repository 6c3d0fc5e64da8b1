import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../platform/http.ts'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { setMember } from './members.ts'
import { issuePassword } from './own-account.ts'
import { createTestApp } from './test-app.ts'

const db = testDatabase()
const NEW = 'una clave propia'
let test: ReturnType<typeof createTestApp>
let store: Store
beforeAll(async () => {
  store = await addTestStore(db)
  await setMember(db, store, 'duena@tienda.test', 'owner')
})
beforeEach(() => {
  test = createTestApp(db)
})

async function member() {
  const email = `${randomUUID().slice(0, 8)}@tienda.test`
  const { password } = await setMember(db, store, email, 'agent')
  return { email, issued: password ?? '', signedIn: () => test.signedIn(email, password ?? '') }
}
const session = (cookie: string, app = test) => app.send('/api/session', { cookie })
const change = (cookie: string, current: string, next: string) =>
  test.send('/api/account/password', { cookie, body: { current, next } })
const cookieOf = (cookies: string[]) => cookies[0]?.split(';')[0] ?? ''

describe('ACC11 a password', () => {
  it('is changed by whoever knows the old one, and every other session ends', async () => {
    const { email, issued, signedIn } = await member()
    const [here, elsewhere] = [await signedIn(), await signedIn()]
    const changed = await change(here, issued, NEW)
    expect(changed.status).toBe(204)
    expect((await test.signIn(email, issued)).status).toBe(401)
    expect((await test.signIn(email, NEW)).status).toBe(200)
    expect((await session(elsewhere)).status).toBe(401)
    // here it goes on under a new cookie: whoever has copied the old one is out
    expect((await session(here)).status).toBe(401)
    expect((await session(cookieOf(changed.cookies))).status).toBe(200)
    expect(changed.cookies[0]).toMatch(
      /^vidriera-session=.+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  it('stays where the old one is wrong, the new one too short or the same, or nobody is signed in', async () => {
    const { email, issued, signedIn } = await member()
    const cookie = await signedIn()
    expect((await change(cookie, 'not this one', NEW)).body.code).toBe('wrong-password')
    for (const next of ['short', 'x'.repeat(129), issued])
      expect((await change(cookie, issued, next)).body.code).toBe('invalid-request')
    expect((await change('', issued, NEW)).status).toBe(401)
    expect((await test.signIn(email, issued)).status).toBe(200)
    expect((await session(cookie)).status).toBe(200)
  })

  it('is not guessed at through a stolen session: attempts count with those of the sign-in', async () => {
    const { email, issued, signedIn } = await member()
    const cookie = await signedIn()
    for (let n = 0; n < 5; n++) expect((await change(cookie, `guess ${n}`, NEW)).status).toBe(403)
    expect((await change(cookie, issued, NEW)).status).toBe(429)
    expect((await test.signIn(email, issued)).status).toBe(429)
  })

  it('is changed once by two who change it at once', async () => {
    const { email, issued, signedIn } = await member()
    const cookies = [await signedIn(), await signedIn()]
    const both = await Promise.all(cookies.map((cookie, n) => change(cookie, issued, `${NEW} ${n}`)))
    expect(both.map(({ status }) => status).sort()).toEqual([204, 403])
    const winner = both.findIndex(({ status }) => status === 204)
    expect((await test.signIn(email, `${NEW} ${winner}`)).status).toBe(200)
  })

  it('that we made is asked to be changed, until it is: in a demo it is advised, else it is needed', async () => {
    const { issued, signedIn } = await member()
    const cookie = await signedIn()
    const asked = async (app = test, by = cookie) => (await session(by, app)).body['passwordChange']
    expect(await asked()).toBe('advised')
    const serious = createTestApp(db, { DEMO: '0' })
    expect(await asked(serious)).toBe('needed')
    const after = cookieOf((await change(cookie, issued, NEW)).cookies)
    expect([await asked(test, after), await asked(serious, after)]).toEqual(['none', 'none'])
  })
})

describe('one’s own account', () => {
  it('has a name that one may change', async () => {
    const { signedIn } = await member()
    const cookie = await signedIn()
    const rename = (name: string, by = cookie) =>
      test.send('/api/account/name', { method: 'PATCH', cookie: by, body: { name } })
    expect((await rename('Ana Pérez')).status).toBe(204)
    expect((await session(cookie)).body['user']).toMatchObject({ name: 'Ana Pérez' })
    expect((await rename('  ')).status).toBe(400)
    expect((await rename('Otra', '')).status).toBe(401)
    expect((await session(cookie)).body['user']).toMatchObject({ name: 'Ana Pérez' })
  })

  it('is signed out everywhere at once, and nobody else with it', async () => {
    const [ana, beto] = [await member(), await member()]
    const [here, elsewhere, his] = [await ana.signedIn(), await ana.signedIn(), await beto.signedIn()]
    const ended = await test.send('/api/account/sessions', { method: 'DELETE', cookie: here })
    expect(ended.status).toBe(204)
    expect(ended.cookies[0]).toMatch(/^vidriera-session=; Max-Age=0; Path=\//)
    for (const cookie of [here, elsewhere]) expect((await session(cookie)).status).toBe(401)
    expect((await session(his)).status).toBe(200)
    expect((await test.send('/api/account/sessions', { method: 'DELETE', cookie: here })).status).toBe(401)
  })

  it('leaves no password in the log or the database', async () => {
    const { issued, signedIn } = await member()
    const cookie = await signedIn()
    await change(cookie, 'canary-wrong-one', NEW)
    await change(cookie, issued, 'canary-right-one')
    const { rows } = await withSystem(db, (tx) => tx.execute(sql`select a::text from auth_accounts a`))
    expect(JSON.stringify(rows) + test.lines.join('')).not.toContain('canary')
  })
})

describe('a password that is lost', () => {
  it('ACC11 is replaced by whoever runs the installation, to be changed again', async () => {
    const { email, issued, signedIn } = await member()
    const cookie = cookieOf((await change(await signedIn(), issued, NEW)).cookies)
    const password = await issuePassword(db, email.toUpperCase())
    expect((await session(cookie)).status).toBe(401)
    expect((await test.signIn(email, NEW)).status).toBe(401)
    const again = await test.signedIn(email, password)
    expect((await session(again)).body['passwordChange']).toBe('advised')
    await expect(issuePassword(db, 'nadie@tienda.test')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('comes by a command, which says what it needs', async () => {
    const { email } = await member()
    const done = await run(email)
    expect(done.code).toBe(0)
    const password = /with (\S+)\n$/.exec(done.said)?.[1] ?? ''
    expect((await test.signIn(email, password)).status).toBe(200)
    const misused = await run()
    expect([misused.code, misused.said]).toEqual([2, expect.stringContaining('Usage:') as unknown])
  })
})

const command = fileURLToPath(new URL('./password-command.ts', import.meta.url))

function run(...args: string[]): Promise<{ code: number; said: string }> {
  const { host, database, user } = db.connection.owner
  const env = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`,
    SECRET_KEY: 'k'.repeat(32),
  }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    )
  })
}

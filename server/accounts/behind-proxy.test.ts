import { beforeAll, describe, expect, test } from 'vitest'
import { addTestStore, testDatabase } from '../platform/test-database.ts'
import { testServer } from '../test-server.ts'
import { setMember } from './members.ts'

const db = testDatabase()
const trusting = testServer(db.connection, { environment: { TRUSTED_PROXIES: '127.0.0.1' } })
const plain = testServer(db.connection)
const person = { email: 'ana@tienda.test', password: '' }
beforeAll(async () => {
  const store = await addTestStore(db)
  person.password = (await setMember(db, store, person.email, 'owner')).password ?? ''
})

/** A sign-in as a proxy in front of us hands it on: TLS outside, plain http inside. */
const signIn = (url: string, forwarded: Record<string, string> = {}) =>
  fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://tienda.example', ...forwarded },
    body: JSON.stringify(person),
  })
const byProxy = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tienda.example' }

describe('a proxy speaks TLS for us, and there is no PUBLIC_URL', () => {
  test('one that is trusted: the cookie is Secure and opens', async () => {
    const answer = await signIn(trusting.url, byProxy)
    const cookie = answer.headers.getSetCookie()[0] ?? ''
    expect([answer.status, cookie]).toEqual([200, expect.stringMatching(/^__Host-.+; Secure;/) as unknown])
    const session = await fetch(`${trusting.url}/api/session`, {
      headers: { cookie: cookie.split(';')[0] ?? '', ...byProxy },
    })
    expect(session.status).toBe(200)
  })

  test('one that is not: nobody gets a cookie that would travel in the clear', async () => {
    // it hands on the host that was asked for, as proxies do; fetch will not let us say so
    const own = `https://${new URL(plain.url).host}`
    const answer = await signIn(plain.url, { ...byProxy, origin: own })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
    expect(plain.lines.join('')).toContain('TRUSTED_PROXIES')
    expect((await signIn(plain.url, { origin: plain.url })).status).toBe(200)
  })
})

import { Hono, type Context } from 'hono'
import { nameChangeSchema, passwordChangeSchema, sessionSchema } from '../../shared/accounts.ts'
import type { Deps } from '../deps.ts'
import { jsonBodies } from '../platform/bodies.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { clearSessionCookie, readSession, setSessionCookie, type Person } from './auth.ts'
import { changeName, changePassword, describeSession, endSessions } from './own-account.ts'
import type { SignInLimits } from './sign-in-limits.ts'

type OwnAccountDeps = Pick<Deps, 'db' | 'keys' | 'config'>

/** `/api/session` and `/api/account`: for whoever is signed in, whatever their stores. */
export function ownAccountRoutes(deps: OwnAccountDeps, limits: SignInLimits | undefined) {
  const signedIn = async (c: Context<RequestEnv>): Promise<Person> => {
    const person = await readSession(deps, { headers: c.req.raw.headers, origin: c.get('origin') })
    if (!person) throw new Refusal('unauthenticated')
    c.header('Cache-Control', 'no-store')
    return person
  }
  return new Hono<RequestEnv>()
    .get(
      '/session',
      operation({
        id: 'getSession',
        summary: 'Who is signed in, and where they may work',
        access: 'public',
        answers: { 200: sessionSchema },
        problems: ['unauthenticated'],
      }),
      async (c) => c.json(await describeSession(deps, await signedIn(c))),
    )
    .use('/account/*', jsonBodies())
    .patch(
      '/account/name',
      operation({
        id: 'changeName',
        summary: 'Change one’s own name',
        access: 'public',
        answers: { 204: null },
        problems: ['unauthenticated'],
      }),
      valid('json', nameChangeSchema),
      async (c) => {
        await changeName(deps.db, await signedIn(c), c.req.valid('json').name)
        return c.body(null, 204)
      },
    )
    .post(
      '/account/password',
      operation({
        id: 'changePassword',
        summary:
          'Change one’s own password; every other session ends, and this one goes on under a new cookie',
        access: 'public',
        answers: { 204: null },
        problems: ['unauthenticated', 'wrong-password'],
      }),
      valid('json', passwordChangeSchema),
      async (c) => {
        const person = await signedIn(c)
        // a stolen session must not be a place to guess the password at
        const right = limits?.take(c.get('address'), person.email)
        const token = await changePassword(deps.db, person, c.req.valid('json'))
        right?.()
        await setSessionCookie(deps, c, token)
        return c.body(null, 204)
      },
    )
    .delete(
      '/account/sessions',
      operation({
        id: 'endSessions',
        summary: 'Sign out everywhere, here included',
        access: 'public',
        answers: { 204: null },
        problems: ['unauthenticated'],
      }),
      async (c) => {
        await endSessions(deps.db, await signedIn(c))
        clearSessionCookie(c)
        return c.body(null, 204)
      },
    )
}

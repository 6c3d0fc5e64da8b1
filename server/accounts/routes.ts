import { Hono } from 'hono'
import { z } from 'zod'
import {
  madeTokenSchema,
  memberChangeSchema,
  memberListSchema,
  newTokenSchema,
  setMemberSchema,
  tokenListSchema,
} from '../../shared/accounts.ts'
import { idSchema } from '../../shared/text.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { listMembers, removeMember, setMember } from './members.ts'
import { listTokens, makeToken, revokeToken } from './tokens.ts'

// not strict: where the store is named in the path it is a parameter as well
const byId = z.object({ id: idSchema })
const byUser = z.object({ member: idSchema })
const byEmail = z.object({ member: z.email().max(254) })

export function accountRoutes({ db }: Pick<Deps, 'db'>) {
  return new Hono<RequestEnv>()
    .get(
      '/tokens',
      operation({
        id: 'listTokens',
        summary: 'API tokens, without their secrets',
        access: 'owner',
        answers: { 200: tokenListSchema },
      }),
      async (c) => c.json({ items: await listTokens(db, c.get('store')) }),
    )
    .post(
      '/tokens',
      operation({
        id: 'makeToken',
        summary: 'Make an API token; its secret is in this answer only',
        access: 'owner',
        answers: { 201: madeTokenSchema },
      }),
      valid('json', newTokenSchema),
      async (c) => {
        c.header('Cache-Control', 'no-store')
        return c.json(await makeToken(db, c.get('store'), c.req.valid('json'), c.get('actor')), 201)
      },
    )
    .delete(
      '/tokens/:id',
      operation({
        id: 'revokeToken',
        summary: 'Revoke an API token',
        access: 'owner',
        answers: { 204: null },
        problems: ['not-found'],
      }),
      valid('param', byId),
      async (c) => {
        await revokeToken(db, c.get('store'), c.req.valid('param').id)
        return c.body(null, 204)
      },
    )
    .get(
      '/members',
      operation({
        id: 'listMembers',
        summary: 'Who works here',
        access: 'admin',
        answers: { 200: memberListSchema },
      }),
      async (c) => c.json({ items: await listMembers(db, c.get('store')) }),
    )
    .put(
      '/members/:member',
      operation({
        id: 'setMember',
        summary: 'Give somebody a role; an unknown address gets an account and a password shown once',
        access: 'owner',
        answers: { 200: setMemberSchema },
        problems: ['conflict'],
      }),
      valid('param', byEmail),
      valid('json', memberChangeSchema),
      async (c) => {
        c.header('Cache-Control', 'no-store')
        return c.json(
          await setMember(db, c.get('store'), c.req.valid('param').member, c.req.valid('json').role),
        )
      },
    )
    .delete(
      '/members/:member',
      operation({
        id: 'removeMember',
        summary: 'Take somebody out of the store, at once',
        access: 'owner',
        answers: { 204: null },
        problems: ['not-found', 'conflict'],
      }),
      valid('param', byUser),
      async (c) => {
        await removeMember(db, c.get('store'), c.req.valid('param').member)
        return c.body(null, 204)
      },
    )
}

import { Hono } from 'hono'
import { settingsChangeSchema, storeProfileSchema, storeSettingsSchema } from '../../shared/store.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { changeSettings, toProfile } from './stores.ts'

export function storeRoutes(deps: Pick<Deps, 'db' | 'stores'>) {
  return new Hono<RequestEnv>()
    .get(
      '/store',
      operation({
        id: 'getStore',
        summary: 'The store itself',
        access: 'public',
        answers: { 200: storeProfileSchema },
      }),
      (c) => c.json(toProfile(c.get('store'))),
    )
    .get(
      '/settings',
      operation({
        id: 'getSettings',
        summary: 'Settings of the store',
        access: 'viewer',
        answers: { 200: storeSettingsSchema },
      }),
      (c) => c.json(c.get('store').settings),
    )
    .patch(
      '/settings',
      operation({
        id: 'changeSettings',
        summary: 'Change settings',
        access: 'admin',
        answers: { 200: storeSettingsSchema },
      }),
      valid('json', settingsChangeSchema),
      async (c) => {
        const settings = await changeSettings(deps.db, c.get('store'), definedOnly(c.req.valid('json')))
        deps.stores.forget()
        return c.json(settings)
      },
    )
}

function definedOnly<T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never
}

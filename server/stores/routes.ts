import { Hono } from 'hono'
import {
  settingsChangeSchema,
  storeChangeSchema,
  storeDetailsSchema,
  storeProfileSchema,
  storeSettingsSchema,
} from '../../shared/store.ts'
import { languageQuerySchema } from '../../shared/translations.ts'
import type { Deps } from '../deps.ts'
import { operation, valid, type RequestEnv } from '../platform/http.ts'
import { changeStore, definedOnly, readDetails } from './change-store.ts'
import { changeSettings, toProfile } from './stores.ts'

export function storeRoutes(deps: Pick<Deps, 'db' | 'stores' | 'config'>) {
  const { publicUrl } = deps.config
  const ownHost = publicUrl === undefined ? undefined : new URL(publicUrl).hostname
  return new Hono<RequestEnv>()
    .get(
      '/store',
      operation({
        id: 'getStore',
        summary: 'The store itself',
        access: 'public',
        answers: { 200: storeProfileSchema },
      }),
      valid('query', languageQuerySchema),
      (c) => c.json(toProfile(c.get('store'), c.req.valid('query').lang)),
    )
    .get(
      '/',
      operation({
        id: 'getStoreDetails',
        summary: 'The store as its own people see it',
        access: 'viewer',
        answers: { 200: storeDetailsSchema },
      }),
      async (c) => c.json(await readDetails(deps.db, c.get('store'))),
    )
    .patch(
      '/',
      operation({
        id: 'changeStore',
        summary: 'Change what the store says of itself; what is left out stays',
        access: 'admin',
        answers: { 200: storeDetailsSchema },
        problems: ['conflict'],
      }),
      valid('json', storeChangeSchema),
      async (c) => {
        const by = { actor: c.get('actor'), ownHost }
        const details = await changeStore(deps.db, c.get('store'), c.req.valid('json'), by)
        deps.stores.forget()
        return c.json(details)
      },
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

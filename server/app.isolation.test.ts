/**
 * No one in where they don't belong: every operation of the OpenAPI description, by every role, in their own store and
 * in another, by API token and by session. A new operation takes part by being described; one that does not say who may
 * fails the first test.
 */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { roleCovers, roles, type Role } from '../shared/accounts.ts'
import { cataloguePointerSchema } from '../shared/catalogue-snapshot.ts'
import { newId, sha256 } from './platform/crypto.ts'
import type { Store } from './platform/http.ts'
import { withSystem } from './platform/tenancy.ts'
import {
  addTestStore,
  addTestVariant,
  breaches,
  testDatabase,
  type TestVariant,
} from './platform/test-database.ts'
import { wish } from './push/push.ts'
import { testBrowser } from './push/test-browser.ts'
import { startCleaning } from './selections/cleaning.ts'
import { addLink } from './sync/links.ts'
import { fill, isOfStore, operationsOf, type Described } from './test-openapi.ts'
import { addSession, addToken, fingerprint, keys, shopOf, testApp, type Answer } from './test-shop.ts'

const db = testDatabase()
const app = testApp(db)
const callers = ['shopper', ...roles] as const
type Caller = (typeof callers)[number]
/** The headers that say who asks. */
type Credential = Record<string, string>

type Side = {
  store: Store
  variant: TestVariant
  soldOut: TestVariant
  /** Text that may be seen in this store by its own people alone. */
  secrets: string[]
  tokens: Record<Role, Credential>
  sessions: Record<Role, Credential>
  checkout: () => Promise<{ id: string; code: string }>
  /** A picture that the product shows, and that is the logo; hung up again where it was taken down. */
  hang: () => Promise<void>
  mediaId: string
  imageId: string
  /** Slug of its one category. */
  category: string
  /** Somebody who works here and a token of theirs; back again where they were taken out. */
  hire: () => Promise<void>
  memberId: string
  tokenId: string
  /** One with a pending checkout. */
  selectionId: string
  /** Lets somebody look at it. */
  linkId: string
  cleaningId: string
  /** Asks to be told when the product is back; the same wish until it is taken back. */
  makeWish: () => Promise<void>
  wish: string
  /** File name of its window in one piece. */
  bundle: string
}

const browser = testBrowser('https://push.example/one')
const asker = { address: '198.51.100.7', origin: 'http://localhost' }

const bearer = (token: string): Credential => ({ authorization: `Bearer ${token}` })

async function furnish(mark: string): Promise<Side> {
  const store = await addTestStore(db)
  const variant = await addTestVariant(db, store, { stock: 500, name: `Artículo ${mark}` })
  const soldOut = await addTestVariant(db, store, { stock: 0, name: `Agotado ${mark}` })
  const customer = {
    name: `Cliente ${mark}`,
    phone: mark === 'Aldebaran' ? '+5491155550111' : '+5491155550222',
  }
  const buying = { customer, note: `nota ${mark}` }
  const checkout = () => shopOf(db).buy(store, [variant], buying)
  const selectionId = newId().replaceAll('-', '').slice(-22)
  const first = await shopOf(db).buy(store, [variant], { ...buying, selectionId })
  const link = await addLink({ db, keys }, { storeId: store.id, selectionId }, 'view')
  const [mediaId, imageId, memberId, tokenId] = [newId(), newId(), newId(), newId()]
  const category = `categoria-${mark.toLowerCase()}`
  await withSystem(db, (tx) =>
    tx.execute(sql`insert into categories (store_id, id, slug, name)
      values (${store.id}, ${newId()}, ${category}, ${`Categoría ${mark}`})`),
  )
  const hang = () =>
    withSystem(db, async (tx) => {
      await tx.execute(sql`insert into media (store_id, id, state, hash, width, height)
        values (${store.id}, ${mediaId}, 'ready', md5(${mark}), 640, 800) on conflict do nothing`)
      await tx.execute(sql`insert into product_images (store_id, id, product_id, media_id)
        values (${store.id}, ${imageId}, ${variant.productId}, ${mediaId}) on conflict do nothing`)
      await tx.execute(sql`insert into store_logos (store_id, media_id)
        values (${store.id}, ${mediaId}) on conflict do nothing`)
    })
  await hang()
  const hire = () =>
    withSystem(db, async (tx) => {
      await tx.execute(sql`insert into users (id, name, email)
        values (${memberId}, ${`Vendedora ${mark}`}, ${`${memberId}@tienda.test`}) on conflict do nothing`)
      await tx.execute(sql`insert into store_members (store_id, user_id, role)
        values (${store.id}, ${memberId}, 'agent') on conflict do nothing`)
      await tx.execute(sql`insert into api_tokens (store_id, id, name, role, secret_hash, maker_id)
        values (${store.id}, ${tokenId}, ${`Caja ${mark}`}, 'agent', ${sha256(tokenId)}, ${memberId}) on conflict do nothing`)
    })
  await hire()
  app.deps().visits.count(store, { kind: 'product', productId: variant.productId })
  const { subscription } = browser
  const { variantId } = soldOut
  const request = { subscription, variantId, language: 'es' as const }
  const tokens: Partial<Record<Role, Credential>> = {}
  const sessions: Partial<Record<Role, Credential>> = {}
  for (const role of roles) {
    tokens[role] = bearer(await addToken(db, store, role))
    sessions[role] = { cookie: await addSession(db, store, role), origin: 'http://localhost' }
  }
  const pointer = await app.request(`/api/stores/${store.slug}/catalogue/current`)
  const { bundle } = cataloguePointerSchema.parse(pointer.json)
  const cleaning = await startCleaning(db, store.id, 'test')
  const side: Side = {
    store,
    variant,
    soldOut,
    secrets: [
      ...[mark, customer.phone, first.id, first.code, variant.variantId, variant.stockItemId],
      ...[mediaId, imageId, memberId, tokenId, link.id, link.token],
    ],
    tokens: tokens as Side['tokens'],
    sessions: sessions as Side['sessions'],
    ...{ checkout, hang, mediaId, imageId, category, hire, memberId, tokenId, selectionId, linkId: link.id },
    cleaningId: cleaning.id,
    wish: '',
    makeWish: async () => {
      side.wish = await wish({ db, keys, areCapsOn: false }, store, request, asker)
    },
    bundle: bundle?.url.split('/').at(-1) ?? '',
  }
  return side
}

let own: Side
let other: Side
let described: Described[] = []
beforeAll(async () => {
  own = await furnish('Aldebaran')
  other = await furnish('Betelgeuse')
  await app.deps().visits.flush()
  described = operationsOf((await app.request('/api/openapi.json')).json).operations
})

/** What takes a file and no JSON; their own tests send one. */
const takesFile = new Set(['importCatalogue', 'uploadPicture', 'changeLogo'])

/** Bodies that would do something; an operation without one is asked with an empty object. */
const bodies: Record<string, (side: Side) => unknown> = {
  makeCheckout: ({ variant }) => ({ items: [{ variantId: variant.variantId, quantity: 1 }] }),
  resolveSelection: ({ variant, selectionId }) => ({
    selectionId,
    lines: [{ lineId: 'a', variantId: variant.variantId, quantity: 1 }],
  }),
  changeStock: () => ({ delta: 1, reason: 'matrix' }),
  changeStockSettings: () => ({ lowStockThreshold: 3 }),
  changeSettings: () => ({ holdMinutes: 600 }),
  changeStore: () => ({ tagline: 'matrix' }),
  extendCheckout: () => ({ minutes: 5 }),
  reportCheckoutEvent: () => ({ kind: 'seen' }),
  addProductImage: ({ mediaId }) => ({ mediaId }),
  changeCategory: ({ mediaId }) => ({ mediaId, position: 0 }),
  arrangeProductImages: ({ imageId }) => ({ images: [{ id: imageId }] }),
  makeWish: ({ soldOut }) => ({
    subscription: browser.subscription,
    variantId: soldOut.variantId,
    language: 'es',
  }),
  makeToken: () => ({ name: 'matrix', role: 'viewer' }),
  setMember: () => ({ role: 'viewer' }),
  addSelectionLink: () => ({ access: 'view' }),
  putBackRemoved: () => ({ notices: [{ lineId: 'a', at: 1 }], by: 'matrix' }),
  setSelectionStatus: () => ({ status: 'PROCESSING' }),
  countVisit: ({ variant }) => ({ kind: 'product', productId: variant.productId }),
}

const bodyOf = ({ operationId }: Described, side: Side): string =>
  JSON.stringify(bodies[operationId]?.(side) ?? {})

/** Whether a thing of a store is named in its path or in its body; an e-mail address is nobody's thing. */
const namesThings = (operation: Described): boolean =>
  (/\{(?:slug|id|code|product|category|bundle|wish|member|selection|cleaning)\}/.test(operation.path) &&
    operation.operationId !== 'setMember') ||
  bodyOf(operation, own) !== bodyOf(operation, other)

type Asking = { mount: Side; things: Side; by: Credential; code?: string; shelf?: Side }

/** Named in the path beside the product, or in the body: these are also asked of a product or a category of one's own. */
const isSameOnShelf = (operation: Described): boolean =>
  !operation.path.includes('{image}') && bodyOf(operation, own) === bodyOf(operation, other)

/** What answers well about the things of another store, because it says that they are gone, or nothing at all. */
const saysNothing: Record<string, number> = {
  resolveSelection: 200,
  countVisit: 204,
  listSelectionLinks: 200,
  revokeSelectionLink: 204,
}

/** Asks for what belongs to `things`, in a product or a category of `shelf`, at the mount of `mount`, with the rights of `by`. */
async function ask(
  operation: Described,
  { mount, things, by, code, shelf = things }: Asking,
): Promise<Answer> {
  const fresh = operation.path.includes('{code}') && code === undefined ? await things.checkout() : undefined
  if (things === mount) await things.hang()
  if (things === mount && operation.path.includes('{wish}')) await things.makeWish()
  if (things === mount && /\{member\}|tokens\/\{id\}/.test(operation.path)) await things.hire()
  const values = {
    product: shelf.variant.productId,
    category: shelf.category,
    image: things.imageId,
    bundle: things.bundle,
    store: mount.store.slug,
    slug: things.variant.slug,
    id: operation.operationId === 'revokeToken' ? things.tokenId : things.variant.variantId,
    code: code ?? fresh?.code ?? '',
    wish: things.wish,
    selection: things.selectionId,
    generation: '0',
    cleaning: things.cleaningId,
    link: things.linkId,
    member: operation.method === 'PUT' ? `${newId()}@example.com` : things.memberId,
  }
  // what a query must have is described by a choice: the first will do
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map(({ name, schema }): [string, string] => [
      name,
      typeof schema.enum?.[0] === 'string' ? schema.enum[0] : '',
    ])
  return app.request(`${fill(operation.path, values)}?${new URLSearchParams(query).toString()}`, {
    method: operation.method,
    headers: {
      ...(operation.method === 'GET' ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': newId(),
      ...by,
    },
    ...(operation.method === 'GET' ? {} : { body: bodyOf(operation, things) }),
  })
}

const tokenOf = (side: Side, caller: Caller) => (caller === 'shopper' ? {} : side.tokens[caller])
/** By token or by session in turn: every operation is asked in both ways, every role too. */
const inTurn = (side: Side, caller: Caller, n: number) =>
  caller === 'shopper' || (n + callers.indexOf(caller)) % 2 === 0
    ? tokenOf(side, caller)
    : side.sessions[caller]

/** The status that refuses this caller, or undefined where the description lets them in. */
function refusalOf({ 'x-access': access }: Described, caller: Caller): number | undefined {
  if (access === 'public' || access === 'holder') return undefined
  if (caller === 'shopper') return 401
  return roleCovers(caller, access) ? undefined : 403
}

const codeOf = (answer: Answer): string => (answer.json as { code?: string } | undefined)?.code ?? ''

describe('No one in where they don’t belong', () => {
  test('every operation says who may, and all that is not of a store is public', () => {
    expect(described.length).toBeGreaterThan(20)
    const elsewhere = described.filter((operation) => !isOfStore(operation))
    expect(elsewhere.filter((operation) => operation['x-access'] !== 'public')).toEqual([])
    expect(described.filter(isOfStore).filter(({ path }) => !path.startsWith('/api/stores/{store}'))).toEqual(
      [],
    )
  })

  test('an operation that does not say who may fails this matrix', () => {
    const planted = {
      paths: { '/api/stores/{store}/secrets': { get: { operationId: 'readSecrets', responses: {} } } },
      components: { schemas: {} },
    }
    expect(() => operationsOf(planted)).toThrow(/get \/api\/stores\/\{store\}\/secrets.*x-access/s)
  })

  test.each(callers)('%s in their own store: exactly what the description says', async (caller) => {
    const wrong: unknown[] = []
    for (const [n, operation] of described.filter(isOfStore).entries()) {
      const answer = await ask(operation, { mount: own, things: own, by: inTurn(own, caller, n) })
      const expected = refusalOf(operation, caller)
      const isRight =
        expected === undefined
          ? ![401, 403].includes(answer.status) && answer.status < 500
          : answer.status === expected
      const leak = secretsIn(answer, other)
      if (!isRight || leak.length > 0)
        wrong.push([operation.operationId, expected ?? 'allowed', answer.status, answer.text, leak])
    }
    expect(wrong).toEqual([])
    expect(await breaches(db)).toEqual([])
  })

  test('the owner gets a 2xx from every operation, so that the matrix asks for what could be had', async () => {
    const failed: unknown[] = []
    for (const operation of described.filter(isOfStore)) {
      if (takesFile.has(operation.operationId)) continue
      const answer = await ask(operation, { mount: own, things: own, by: own.tokens.owner })
      // their selection is reserved: into that nothing is put back, by nobody
      if (operation.operationId === 'putBackRemoved' && codeOf(answer) === 'selection-processing') continue
      if (answer.status >= 300) failed.push([operation.operationId, answer.status, answer.text])
    }
    expect(failed).toEqual([])
  })

  test.each(callers)(
    '%s asks their own store for what is another’s: not found, not a byte of it, no change',
    async (caller) => {
      const wrong: unknown[] = []
      for (const operation of described.filter(isOfStore)) {
        const refused = refusalOf(operation, caller)
        if (!namesThings(operation)) continue
        const made = await other.checkout()
        await other.makeWish()
        await app.deps().visits.flush()
        const before = await fingerprint(db)
        const asking = { mount: own, things: other, by: tokenOf(own, caller) }
        const ways: Asking[] = operation.path.includes('{code}')
          ? [made.code, made.id].map((code) => ({ ...asking, code }))
          : /\{(?:product|category)\}/.test(operation.path)
            ? [asking, ...(isSameOnShelf(operation) ? [] : [{ ...asking, shelf: own }])]
            : [asking]
        for (const way of ways) {
          const answer = await ask(operation, way)
          const isRefused =
            refused === undefined
              ? [400, 403, 404, 422, saysNothing[operation.operationId]].includes(answer.status)
              : answer.status === refused
          // what the caller sent may be said back
          const leak = secretsIn(answer, other).filter((secret) => secret !== other.variant.variantId)
          if (!isRefused || leak.length > 0)
            wrong.push([operation.operationId, answer.status, codeOf(answer), leak])
        }
        await app.deps().visits.flush()
        expect([operation.operationId, await fingerprint(db)]).toEqual([operation.operationId, before])
      }
      expect(wrong).toEqual([])
    },
  )

  test.each(roles)(
    'neither a token nor a session of the %s opens anything in another store',
    async (role) => {
      const wrong: unknown[] = []
      for (const operation of described.filter(isOfStore)) {
        const access = operation['x-access']
        if (access === 'public') continue
        for (const [kind, by] of Object.entries({ token: own.tokens[role], session: own.sessions[role] })) {
          // who holds a code may be anybody, also somebody who has signed in elsewhere
          if (access === 'holder' && kind === 'session') continue
          const answer = await ask(operation, { mount: other, things: other, by })
          const leak = secretsIn(answer, other)
          if (answer.status !== 403 || codeOf(answer) !== 'forbidden' || leak.length > 0)
            wrong.push([operation.operationId, kind, answer.status, codeOf(answer), leak])
        }
      }
      expect(wrong).toEqual([])
      expect(await breaches(db)).toEqual([])
    },
  )

  test('what is public shows nobody’s customer', async () => {
    const wrong: unknown[] = []
    for (const operation of described.filter(isOfStore)) {
      if (operation['x-access'] !== 'public' || operation.operationId === 'makeCheckout') continue
      for (const by of [{}, own.tokens.owner, other.tokens.owner, own.sessions.owner, other.sessions.owner]) {
        const { text } = await ask(operation, { mount: other, things: other, by })
        if (/Cliente|nota Bet|5491155550222/.test(text)) wrong.push(operation.operationId)
      }
    }
    expect(wrong).toEqual([])
  })

  test('a token that is made up is refused on every guarded operation, and one in lower case or with spaces as well', async () => {
    const secret = (own.tokens.owner['authorization'] ?? '').replace('Bearer ', '')
    for (const token of [
      'x',
      '',
      `${secret}x`,
      secret.slice(0, -1),
      secret.toUpperCase(),
      `${secret} ${secret}`,
    ]) {
      for (const operation of described
        .filter(isOfStore)
        .filter((o) => refusalOf(o, 'shopper') !== undefined)) {
        const answer = await ask(operation, { mount: own, things: own, by: bearer(token) })
        expect([operation.operationId, token, answer.status]).toEqual([operation.operationId, token, 401])
      }
    }
  })

  test('an id is no capability: who is not of the store cannot even learn that it is there', async () => {
    const { id } = await own.checkout()
    const at = `/api/stores/${own.store.slug}/checkouts`
    const real = await app.send('POST', `${at}/${id}/cancel`, {})
    const made = await app.send('POST', `${at}/${newId()}/cancel`, {})
    expect([real.status, codeOf(real)]).toEqual([made.status, codeOf(made)])
    expect(real.status).toBe(404)
    for (const viewer of [own.tokens.viewer, own.sessions.viewer])
      expect((await app.send('POST', `${at}/${id}/cancel`, {}, viewer)).status).toBe(403)
  })
})

const secretsIn = (answer: Answer, side: Side): string[] =>
  side.secrets.filter((secret) => answer.text.includes(secret))

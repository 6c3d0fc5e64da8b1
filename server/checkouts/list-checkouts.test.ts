import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CheckoutStatus } from '../../shared/checkout.ts'
import { newId } from '../platform/crypto.ts'
import type { Store } from '../platform/http.ts'
import { addTestStore, addTestVariant, testDatabase } from '../platform/test-database.ts'
import { withStore } from '../platform/tenancy.ts'
import { addToken, keys, shopOf, testApp, type Buying } from '../test-shop.ts'
import { listCheckouts, meaningsOf, pageOf, type ListQuery } from './list-checkouts.ts'
import { referenceOf, referenceRange } from './rules.ts'

const db = testDatabase()
const app = testApp(db)
const { buy, cancel, confirm, extend } = shopOf(db)
const reading = { db, keys, publicUrl: 'http://localhost:3000' }
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const idsOf = async (store: Store, query: ListQuery): Promise<string[]> =>
  (await listCheckouts(reading, store, query)).items.map(({ id }) => id)

/** What a statement does in Postgres, as the application role in that store, node by node. */
const planSchema = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number().optional(),
  'Actual Loops': z.number().optional(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planSchema).optional()
  },
})
type Plan = z.infer<typeof planSchema>
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

describe('LST1 the order of the list', () => {
  test('pending ones in the order they end in, the others newest first', async () => {
    const store = await addTestStore(db)
    const { variantId } = await addTestVariant(db, store, { stock: 90 })
    const made: string[] = []
    for (let n = 0; n < 6; n++) made.push((await buy(store, [{ variantId }])).id)
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = made
    await extend(store, a, 60)
    await extend(store, c, 30)
    await cancel(store, e)
    await cancel(store, f)
    expect(await idsOf(store, { status: 'pending' })).toEqual([b, d, c, a])
    expect(await idsOf(store, { status: 'cancelled' })).toEqual([f, e])
    expect(await idsOf(store, {})).toEqual([f, e, d, c, b, a])
  })

  test.each(['pending', 'cancelled', undefined] as const)(
    'pages of %s hold every checkout once, also those that end in the same microsecond',
    async (status) => {
      const store = await addTestStore(db)
      const { variantId } = await addTestVariant(db, store, { stock: 90 })
      // made in one transaction: they end in the same moment
      const made = await Promise.all(times(20, () => buy(store, [{ variantId }])))
      if (status === 'cancelled') for (const { id } of made) await cancel(store, id)
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await listCheckouts(reading, store, { status, limit: 3, cursor })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toHaveLength(20)
      expect(new Set(seen)).toEqual(new Set(made.map(({ id }) => id)))
    },
  )

  test('a cursor that is none is refused at the door', async () => {
    const store = await addTestStore(db)
    const headers = { authorization: `Bearer ${await addToken(db, store, 'viewer')}` }
    const list = (cursor: string) =>
      app.request(`/api/stores/${store.slug}/checkouts?cursor=${encodeURIComponent(cursor)}`, { headers })
    expect((await list(`${'9'.repeat(16)}_${newId()}`)).status).toBe(200)
    for (const cursor of [newId(), 'x', `1_${'0'.repeat(36)}`, "1_'; drop table checkouts; --"])
      expect((await list(cursor)).status).toBe(400)
  })
})

describe('LST2 what is typed finds', () => {
  let store: Store
  let ana: { id: string; code: string }
  let perez: { id: string; code: string }
  const make = async (customer: NonNullable<Buying['customer']>) => {
    const { variantId } = await addTestVariant(db, store)
    return buy(store, [{ variantId }], { customer })
  }
  const found = (q: string, status?: CheckoutStatus) => idsOf(store, { q, status })
  beforeAll(async () => {
    store = await addTestStore(db)
    ana = await make({ name: 'Ana María Ñandú-O’Higgins', phone: '+5491155550199' })
    perez = await make({ name: 'José  Pérez (el de la esquina)', phone: '+14155552671' })
    await make({})
    const other = await addTestStore(db)
    await buy(other, [await addTestVariant(db, other)], {
      customer: { name: 'Ana', phone: '+5491155550199' },
    })
  })

  test.each(['Ana', 'ana maria', 'maría ana', 'nandu', 'ÑAND', 'o’higg', '  higgins '])(
    'the name by the beginnings of its words: %s',
    async (q) => expect(await found(q)).toEqual([ana.id]),
  )
  test.each(['perez', 'Jose esquina', '(el'])('the name, also between brackets: %s', async (q) => {
    expect(await found(q)).toEqual([perez.id])
  })
  test.each([
    '+54 9 11 5555-0199',
    '5491155',
    '911 5555',
    '11 5555-0199',
    '011 5555 0199',
    '0199',
    '(11) 55',
  ])('the phone as it is typed: %s', async (q) => expect(await found(q)).toEqual([ana.id]))
  test.each(['andu', 'aria', 'ana perez', '5550', '5019', '_', '%', '---', "'; drop table checkouts; --"])(
    'but not the middle of a word, nor words of two customers, nor signs: %s',
    async (q) => expect(await found(q)).toEqual([]),
  )

  test('the reference as it is read aloud, from its first four letters on; and the link', async () => {
    const reference = referenceOf(ana.id)
    const spoken = reference.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    for (const q of [reference, spoken, reference.slice(0, 4), reference.slice(0, 7)])
      expect(await found(q)).toEqual([ana.id])
    expect(await found(reference.slice(0, 3))).toEqual([])
    for (const q of [ana.code, `http://localhost:3000/c/${ana.code}`])
      expect(await found(q)).toEqual([ana.id])
  })

  test('together with a status', async () => {
    expect(await found('ana', 'pending')).toEqual([ana.id])
    expect(await found('ana', 'confirmed')).toEqual([])
    await confirm(store, perez.id)
    expect(await found('perez', 'confirmed')).toEqual([perez.id])
  })

  test('a beginning stands for all references that begin so', () => {
    expect(referenceRange('0000-0000')).toEqual({ from: 0, to: 0 })
    expect(referenceRange('ZZZZ')).toEqual({ from: 2 ** 40 - 2 ** 20, to: 2 ** 40 - 1 })
    for (const none of ['', 'ZZZ', 'ZZZZ-ZZZZ-Z', 'ÑZZZ', 'UUUU'])
      expect(referenceRange(none)).toBeUndefined()
  })
})

describe('LST3 finding does not read what it does not find', () => {
  const CHECKOUTS = 100_000
  let store: Store
  let reference = ''

  beforeAll(async () => {
    store = await addTestStore(db)
    const superuser = await db.connect('postgres')
    // without the triggers and foreign keys of each row, which would take minutes
    await superuser.query('set session_replication_role = replica')
    await superuser.query(
      `insert into checkouts (store_id, id, code_hash, status, currency, subtotal_minor, discount_minor, total_minor, customer_name,
        customer_phone, idempotency_key, request_hash, created_at, first_expires_at, expires_at, ended_at)
      select $1, uuidv7(n * interval '1 second'), sha256(n::text::bytea), s.status, 'ARS', 100, 0, 100,
        'Cliente' || n || ' Apellido' || n % 500, '+54911' || (10000000 + n), 'clave-' || n, '\\x00', now(), now(),
        now() + n * interval '1 second', case s.status when 'pending' then null else now() end
      from generate_series(1, ${CHECKOUTS}) n
      cross join lateral (select case when n % 50 = 0 then 'pending' when n % 25000 = 1 then 'cancelled' else 'confirmed' end) s(status)`,
      [store.id],
    )
    await superuser.query(
      `insert into checkout_words select c.store_id, w, c.id from checkouts c, customer_words(c.customer_name, c.customer_phone) w
      where c.store_id = $1`,
      [store.id],
    )
    await superuser.query('analyze checkouts, checkout_words')
    const { rows } = await superuser.query<{ id: string }>(
      'select id from checkouts where store_id = $1 limit 1',
      [store.id],
    )
    reference = referenceOf(rows[0]?.id ?? '')
  }, 120_000)

  /** Rows of checkouts and of their words that the statement has touched, and how. */
  const touched = async (query: ListQuery): Promise<{ rows: number; scans: string[]; answered: number }> =>
    withStore(db, store.id, async (tx) => {
      const meanings = query.q ? await meaningsOf(tx, store, query.q) : undefined
      const page = pageOf(tx, store, { ...query, limit: 51 }, meanings)
      const { rows } = await tx.execute<{ 'QUERY PLAN': unknown }>(
        sql`explain (analyze, format json) ${page.getSQL()}`,
      )
      const [{ Plan: plan } = { Plan: undefined }] = z
        .array(z.object({ Plan: planSchema }))
        .parse(rows[0]?.['QUERY PLAN'])
      if (!plan) throw new Error('no plan')
      const nodes = nodesOf(plan)
      return {
        rows: nodes
          .filter((node) => node['Relation Name'] !== undefined || node['Index Name'] !== undefined)
          .reduce(
            (sum, node) =>
              sum +
              ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) *
                (node['Actual Loops'] ?? 1),
            0,
          ),
        scans: nodes
          .filter((node) => node['Node Type'] === 'Seq Scan')
          .map((node) => node['Relation Name'] ?? ''),
        answered: plan['Actual Rows'] ?? 0,
      }
    })

  test.each([
    ['a whole name', { q: 'cliente4711 apellido211' }, 1, 300],
    ['a family name of two hundred', { q: 'apellido77' }, 51, 5_000],
    ['a phone', { q: '11 10004711' }, 1, 10],
    ['a name that all have', { q: 'cliente' }, 51, 150],
    ['a number that begins like all', { q: '+54 9 11' }, 51, 500],
    ['a name that nobody has', { q: 'nadie' }, 0, 10],
    ['one of the pending', { q: 'cliente47550', status: 'pending' }, 1, 10],
    ['the next to end', { status: 'pending' }, 51, 60],
    ['the few that were cancelled', { status: 'cancelled' }, 4, 10],
    ['the newest', {}, 51, 60],
  ] as const)('%s', async (_, query, answered, most) => {
    const seen = await touched(query)
    expect(seen).toMatchObject({ scans: [], answered })
    expect(seen.rows).toBeLessThanOrEqual(most)
  })

  test('of what all share the newest are answered, whatever stands beside it', async () => {
    const newest = await idsOf(store, {})
    for (const q of ['cliente', '+549 11', 'c']) expect(await idsOf(store, { q })).toEqual(newest)
    const few = await idsOf(store, { status: 'cancelled' })
    expect(await idsOf(store, { q: 'cliente', status: 'cancelled' })).toEqual(few)
    expect(await idsOf(store, { q: 'apellido77 cliente' })).toEqual(await idsOf(store, { q: 'apellido77' }))
  })

  test('a reference', async () => {
    expect(await touched({ q: reference })).toMatchObject({ scans: [], answered: 1 })
    expect((await touched({ q: reference })).rows).toBeLessThanOrEqual(10)
  })
})

/** What the database refuses by itself, whatever the code believes; and what it finds where somebody got past it. */
import type pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { addTestStore, addTestVariant, testDatabase, type TestVariant } from '../platform/test-database.ts'
import { shopOf } from '../test-shop.ts'

const db = testDatabase()
const { buy, confirm, cancel } = shopOf(db)
let held: string
let sold: string
let ended: string
let variant: TestVariant
let direct: pg.Client
beforeAll(async () => {
  const store = await addTestStore(db)
  variant = await addTestVariant(db, store, { stock: 9 })
  const make = async () => (await buy(store, [{ ...variant, quantity: 2 }])).id
  ;[held, sold, ended] = [await make(), await make(), await make()]
  await confirm(store, sold)
  await cancel(store, ended)
  direct = await db.connect('postgres')
})

/** Nine came, two are sold, two are held. */
const what = () => ({
  item: `where id = '${variant.stockItemId}'`,
  variant: `where id = '${variant.variantId}'`,
  checkout: `where id = '${held}'`,
  line: `where checkout_id = '${held}'`,
})

/** Does it past every policy, looks, and undoes it. */
async function tried<T>(statements: string[], look: () => Promise<T>): Promise<T> {
  await direct.query('begin')
  try {
    for (const statement of statements) await direct.query(statement)
    return await look()
  } finally {
    await direct.query('rollback')
  }
}

const logLine = (kind: string, checkout: string): string =>
  `insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor, checkout_id)
   select store_id, id, '${kind}', 0, 0, on_hand, reserved, 'x', ${checkout} from stock_items ${what().item}`

describe('the database refuses', () => {
  const [misfit, taken] = ['23514', '23505']
  const refused: [constraint: string, state: string, statement: () => string][] = [
    ['stock_items_no_oversell', misfit, () => `update stock_items set reserved = 8 ${what().item}`],
    ['stock_items_no_oversell', misfit, () => `update stock_items set on_hand = 1 ${what().item}`],
    [
      'stock_items_no_oversell',
      misfit,
      () => `update stock_items set on_hand = -1, reserved = 0 ${what().item}`,
    ],
    ['stock_items_reserved', misfit, () => `update stock_items set reserved = -1 ${what().item}`],
    ['stock_logs_kind', misfit, () => logLine('lost', 'null')],
    ['stock_logs_ends_once', taken, () => logLine('confirm', `'${sold}'`)],
    ['stock_logs_ends_once', taken, () => logLine('release', `'${ended}'`)],
    [
      'product_variants_price',
      misfit,
      () => `update product_variants set price_minor = -1 ${what().variant}`,
    ],
    [
      'product_variants_price',
      misfit,
      () => `update product_variants set price_minor = 10000000001 ${what().variant}`,
    ],
    [
      'product_variants_compare_at',
      misfit,
      () => `update product_variants set compare_at_minor = -1 ${what().variant}`,
    ],
    ['product_variants_cost', misfit, () => `update product_variants set cost_minor = -1 ${what().variant}`],
    ['checkout_items_quantity', misfit, () => `update checkout_items set quantity = 0 ${what().line}`],
    [
      'checkouts_status',
      misfit,
      () => `update checkouts set status = 'lost', ended_at = now() ${what().checkout}`,
    ],
    ['checkouts_ended', misfit, () => `update checkouts set status = 'confirmed' ${what().checkout}`],
    ['checkouts_ended', misfit, () => `update checkouts set ended_at = now() ${what().checkout}`],
  ]

  test.each(refused)('%s (%s)', async (constraint, code, statement) => {
    const asked = tried([statement()], () => Promise.resolve('it was taken'))
    await expect(asked).rejects.toMatchObject({ code, constraint })
  })

  test('a second end of one hold, and nothing else a second time', async () => {
    const again = ['count', 'reserve'].map((kind) => logLine(kind, `'${sold}'`))
    expect(await tried([...again, ...again], () => Promise.resolve('it was taken'))).toBe('it was taken')
  })

  test('each CHECK of what is counted, priced and frozen is tried here', async () => {
    const { rows } = await direct.query<{ conname: string }>(
      `select conname from pg_constraint where contype = 'c' and conrelid = any
         ('{stock_items,stock_logs,product_variants,checkouts,checkout_items}'::regclass[])`,
    )
    const tested = new Set(refused.map(([constraint]) => constraint))
    expect(rows.map(({ conname }) => conname).filter((name) => !tested.has(name))).toEqual([])
  })
})

describe('check_invariants() sees', () => {
  const freed =
    'alter table stock_items drop constraint stock_items_no_oversell, drop constraint stock_items_reserved'
  const broken: [rule: string, statements: () => string[]][] = [
    ['on hand is the sum of the log', () => [`update stock_items set on_hand = on_hand + 1 ${what().item}`]],
    [
      'reserved is the sum of the log',
      () => [`update stock_items set reserved = reserved + 1 ${what().item}`],
    ],
    [
      'reserved is what pending checkouts hold',
      () => [`update checkout_items set quantity = 1 ${what().line}`],
    ],
    [
      'never more reserved than there is',
      () => [freed, `update stock_items set reserved = 8 ${what().item}`],
    ],
    [
      'never more reserved than there is',
      () => [freed, `update stock_items set reserved = -1 ${what().item}`],
    ],
    [
      'balances in the log follow its deltas',
      () => [logLine('count', 'null').replace('on_hand, reserved,', 'on_hand + 1, reserved,')],
    ],
    [
      'balances in the log follow its deltas',
      () => [logLine('count', 'null').replace('on_hand, reserved,', 'on_hand, reserved - 1,')],
    ],
    [
      'the log of a checkout sums to what it holds',
      () => [`select release_stock(store_id, array[id], 'x', 'x') from checkouts ${what().checkout}`],
    ],
    [
      'a confirmed checkout has sold what it held',
      () => [`update checkouts set status = 'confirmed', ended_at = now() ${what().checkout}`],
    ],
    [
      'an ended checkout has released what it held',
      () => [`update checkouts set status = 'cancelled', ended_at = now() ${what().checkout}`],
    ],
    [
      'a selection is processing while its checkout is pending',
      () => [`update checkouts set selection_id = 'AAAAAAAAAAAAAAAAAAAAAA' ${what().checkout}`],
    ],
    ['a total is the sum of its lines', () => [`update checkouts set total_minor = 1 ${what().checkout}`]],
  ]
  const breached = async (): Promise<string[]> => {
    const { rows } = await direct.query<{ rule: string }>('select distinct rule from check_invariants()')
    return rows.map(({ rule }) => rule)
  }

  test.each(broken)('%s', async (rule, statements) => {
    expect(await breached()).toEqual([])
    expect(await tried(statements(), breached)).toContain(rule)
    expect(await breached()).toEqual([])
  })

  test('each of its rules is broken here', async () => {
    const { rows } = await direct.query<{ source: string }>(
      `select prosrc as source from pg_proc where proname = 'check_invariants'`,
    )
    const rules = [...(rows[0]?.source ?? '').matchAll(/^\s*select '([^']+)'/gm)].map(([, rule]) => rule)
    expect(rules.length).toBeGreaterThan(8)
    const tested = new Set(broken.map(([rule]) => rule))
    expect(rules.filter((rule) => !tested.has(rule ?? ''))).toEqual([])
  })
})

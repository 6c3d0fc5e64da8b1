import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Store } from '../platform/http.ts'
import { withStore } from '../platform/tenancy.ts'
import { addTestStore, breaches, testDatabase } from '../platform/test-database.ts'
import { importCsv, type ImportOptions } from './import-csv.ts'

const db = testDatabase()
let store: Store
beforeAll(async () => {
  store = await addTestStore(db, { currency: 'ARS' })
})

type File = string | Uint8Array | AsyncIterable<Uint8Array>
const streamOf = (file: File): AsyncIterable<Uint8Array> =>
  typeof file === 'string' || file instanceof Uint8Array ? Readable.from([Buffer.from(file)]) : file
const load = (file: File, options: Partial<ImportOptions> = {}, into = store) =>
  importCsv({ db }, into, streamOf(file), { actor: 'test', ...options })
const rowsOf = async (query: ReturnType<typeof sql>, of = store) =>
  (await withStore(db, of.id, (tx) => tx.execute(query))).rows
const reasons = ({ issues }: Awaited<ReturnType<typeof load>>) =>
  issues.map(({ row, column, value, reason }) => [row, column, value, reason])

const shopify = (...lines: string[]) =>
  [
    'Handle,Title,Body (HTML),Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src',
    ...lines,
  ].join('\n')

test('IMP3 a bad cell is named with row, column, value and reason; its variant is left out, the rest imported', async () => {
  const report = await load(
    shopify(
      'remera,Remera,,Ropa,true,Talle,S,rem-s,shopify,5,deny,"1,50",',
      'remera,,,,,,M,rem-m,shopify,7,deny,1500.00,',
      'remera,,,,,,L,rem-l,shopify,uno,deny,1500.00,',
      'gorra,Gorra,,,quizás,Title,Default Title,gor,,,deny,900,',
      'media,Media,,,true,Title,Default Title,med,,,deny,300.123,',
    ),
  )
  expect(reasons(report)).toEqual([
    [2, 'Variant Price', '1,50', 'not-a-price'],
    [4, 'Variant Inventory Qty', 'uno', 'not-a-quantity'],
    [5, 'Published', 'quizás', 'not-a-boolean'],
    [6, 'Variant Price', '300.123', 'too-many-decimals'],
  ])
  expect(report).toMatchObject({
    errors: 4,
    products: { created: 1 },
    variants: { created: 1 },
    stockChanges: 1,
  })
  const rows = await rowsOf(sql`select sku, price_minor, title from product_variants where sku like 'rem-%'`)
  expect(rows).toEqual([{ sku: 'rem-m', price_minor: 150_000, title: 'M' }])
})

test('a first import tells the planner how much there is, long before it would look for itself', async () => {
  const fresh = await addTestStore(db, { currency: 'ARS' })
  const lines = Array.from(
    { length: 400 },
    (_, n) => `p-${n},Producto ${n},,Ropa,true,Title,Default Title,first-${n},shopify,1,deny,100,`,
  )
  await load(shopify(...lines), {}, fresh)
  const known = await rowsOf(
    sql`select relname from pg_class where relname in ('products', 'product_variants') and reltuples > 100 order by 1`,
    fresh,
  )
  expect(known).toEqual([{ relname: 'product_variants' }, { relname: 'products' }])
})

test('IMP4 stock is set for new items only; setStock counts the rest, but never below what is reserved', async () => {
  const file = (units: number) =>
    shopify(`reloj,Reloj,,,true,Title,Default Title,rel,shopify,${units},deny,100,`)
  await load(file(10))
  expect(await load(file(3))).toMatchObject({ stockChanges: 0, products: { unchanged: 1 } })
  const item = sql`(select stock_item_id from product_variants where sku = 'rel')`
  const balance = async () =>
    (await rowsOf(sql`select on_hand, reserved from stock_items where id = ${item}`))[0]
  expect(await balance()).toMatchObject({ on_hand: 10 })
  await hold(item, 4)
  const refused = await load(file(3), { setStock: true })
  expect(reasons(refused)).toEqual([[2, 'Variant Inventory Qty', '3', 'stock-below-reserved']])
  expect(await load(file(6), { setStock: true })).toMatchObject({ stockChanges: 1, products: { updated: 1 } })
  expect(await balance()).toMatchObject({ on_hand: 6 })
  const [last] = await rowsOf(
    sql`select kind, on_hand_delta, on_hand_after, actor from stock_logs where stock_item_id = ${item} order by id desc limit 1`,
  )
  expect(last).toEqual({ kind: 'count', on_hand_delta: -4, on_hand_after: 6, actor: 'test' })
  await hold(item, -4)
  expect(await breaches(db)).toEqual([])
})

/** As a checkout would, without one. */
const hold = (item: ReturnType<typeof sql>, units: number) =>
  rowsOf(sql`with held as (update stock_items set reserved = reserved + ${units} where id = ${item} returning *)
    insert into stock_logs (store_id, stock_item_id, kind, on_hand_delta, reserved_delta, on_hand_after, reserved_after, actor)
    select store_id, id, ${units > 0 ? 'reserve' : 'release'}, 0, ${units}, on_hand, reserved, 'test' from held`)

test('IMP4 what is not tracked there is not tracked here; policy continue allows backorders', async () => {
  await load(
    shopify(
      'libre,Libre,,,true,Title,Default Title,lib,,1,deny,100,',
      'encargo,Encargo,,,true,Title,Default Title,enc,shopify,0,continue,100,',
    ),
  )
  const rows = await rowsOf(sql`select v.sku, s.is_tracked, s.on_hand, s.allows_backorder from stock_items s
    join product_variants v on v.stock_item_id = s.id where v.sku in ('lib', 'enc') order by v.sku`)
  expect(rows).toEqual([
    { sku: 'enc', is_tracked: true, on_hand: 0, allows_backorder: true },
    { sku: 'lib', is_tracked: false, on_hand: 0, allows_backorder: false },
  ])
})

test('IMP6 rows of a product may stand anywhere, pictures alone included', async () => {
  const own = await addTestStore(db)
  const report = await load(
    shopify(
      'a,A,,,true,Talle,S,a-s,,,deny,10,https://example.com/1.jpg',
      'b,B,,,true,Title,Default Title,b,,,deny,10,',
      'a,,,,,,M,a-m,,,deny,10,',
      'a,,,,,,,,,,,,https://example.com/2.jpg',
    ),
    {},
    own,
  )
  expect(report).toMatchObject({ errors: 0, products: { created: 2 }, variants: { created: 3 } })
  const rows = await rowsOf(
    sql`select m.source_url, m.state from product_images i join media m on m.id = i.media_id order by i.position`,
    own,
  )
  expect(rows).toEqual([
    { source_url: 'https://example.com/1.jpg', state: 'waiting' },
    { source_url: 'https://example.com/2.jpg', state: 'waiting' },
  ])
})

test('IMP3 a SKU twice in the file, or of another product of the store, is refused by row', async () => {
  const report = await load(
    shopify(
      'x,X,,,true,Talle,S,dup,,,deny,10,',
      'x,,,,,,M,dup,,,deny,10,',
      'y,Y,,,true,Title,Default Title,rem-m,,,deny,10,',
    ),
  )
  expect(reasons(report)).toEqual([
    [3, 'Variant SKU', 'dup', 'duplicate-sku'],
    [4, 'Variant SKU', 'rem-m', 'sku-of-another-product'],
  ])
  expect(report.products.created).toBe(1)
})

test('IMP3 HTML is sanitised', async () => {
  await load(
    shopify(
      'html,Html,"<p style=""color:red"" onclick=""x()"">Hola <b>vos</b></p><script>alert(1)</script><a href=""javascript:x"">a</a><img src=x>",,true,Title,Default Title,html,,,deny,10,',
    ),
  )
  const [row] = await rowsOf(sql`select description from products where slug = 'html'`)
  expect(row).toEqual({ description: '<p>Hola <b>vos</b></p><a>a</a>' })
})

const woo = (...lines: string[]) =>
  [
    'ID,Type,SKU,Name,Published,Visibility in catalog,Short description,In stock?,Stock,Backorders allowed?,Weight (kg),Length (cm),Width (cm),Height (cm),Date sale price starts,Date sale price ends,Sale price,Regular price,Categories,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
    ...lines,
  ].join('\r\n')

test('IMP6 variations find their parent by SKU or id, before or after it', async () => {
  const own = await addTestStore(db)
  const report = await load(
    woo(
      '11,variation,t-s,,1,visible,,1,4,0,,,,,,,,10,,id:10,Talle,S,,',
      '10,variable,tee,Remera,1,visible,<b>Corta</b>,1,,0,0.2,10,20,,,,,,"Ropa > Remeras, Ofertas",,Talle,"S, M",Tela,Algodón',
      '12,variation,t-m,,1,visible,,0,,notify,,,,,2026-01-01,2026-01-31,8,10,,tee,Talle,M,,',
      '13,variation,t-x,,1,visible,,1,,0,,,,,,,,10,,tee,,,,',
      '14,variation,huérfana,,1,visible,,1,,0,,,,,,,,10,,nadie,Talle,S,,',
      '15,simple,oculta,Oculta,1,hidden,,1,,0,,,,,,,,10,,,,,,',
    ),
    {},
    own,
  )
  expect(reasons(report)).toEqual([
    [5, 'Attribute 1 value(s)', 'Talle', 'any-value'],
    [6, 'Parent', 'nadie', 'parent-not-found'],
  ])
  const rows = await rowsOf(
    sql`select v.sku, v.title, v.price_minor, v.compare_at_minor, v.sale_ends_at is not null as ends, s.is_tracked, s.on_hand, s.allows_backorder
      from product_variants v join stock_items s on s.id = v.stock_item_id where v.sku like 't-%' order by v.sku`,
    own,
  )
  const plain = { compare_at_minor: null, ends: false, allows_backorder: false }
  expect(rows).toEqual([
    {
      sku: 't-m',
      title: 'M / Algodón',
      price_minor: 800,
      compare_at_minor: 1000,
      ends: true,
      is_tracked: true,
      on_hand: 0,
      allows_backorder: true,
    },
    { ...plain, sku: 't-s', title: 'S / Algodón', price_minor: 1000, is_tracked: true, on_hand: 4 },
    { ...plain, sku: 't-x', title: 'Algodón', price_minor: 1000, is_tracked: false, on_hand: 0 },
  ])
  const [product] = await rowsOf(
    sql`select type, short_description, weight_grams, dimensions_mm from products where slug = 'remera'`,
    own,
  )
  expect(product).toEqual({
    type: 'variable',
    short_description: 'Corta',
    weight_grams: 200,
    dimensions_mm: { length: 100, width: 200, height: 0 },
  })
  const tree = await rowsOf(
    sql`select c.name, p.name as parent from categories c left join categories p on p.id = c.parent_id order by c.name`,
    own,
  )
  expect(tree).toEqual([
    { name: 'Ofertas', parent: null },
    { name: 'Remeras', parent: 'Ropa' },
    { name: 'Ropa', parent: null },
  ])
  expect(await rowsOf(sql`select status from products where external_key = 'oculta'`, own)).toEqual([
    { status: 'inactive' },
  ])
})

test('IMP1 a site in Spanish has headers in Spanish', async () => {
  const own = await addTestStore(db)
  const report = await load(
    'ID,Tipo,SKU,Nombre,Publicado,Precio normal,Categorías,"Nombre del atributo 1","Valor(es) del atributo 1"\n1,simple,es-1,Mate,1,10.00,Cocina,Color,Verde\n',
    {},
    own,
  )
  expect(report).toMatchObject({ format: 'woocommerce', errors: 0, products: { created: 1 } })
})

test('IMP5 a dry run changes nothing and reports what the real one does', async () => {
  const own = await addTestStore(db)
  const lines = Array.from(
    { length: 600 },
    (_, i) =>
      `h${i},P ${i % 7},,Tipo ${i % 3},true,Color,C${i % 5},s${i % 590},shopify,${i % 4},deny,${i % 50 === 0 ? 'x' : '10'},`,
  )
  const file = shopify(...lines)
  const rehearsal = await load(file, { dryRun: true }, own)
  expect(await rowsOf(sql`select from products`, own)).toHaveLength(0)
  expect(await rowsOf(sql`select from categories`, own)).toHaveLength(0)
  expect(await load(file, {}, own)).toEqual({ ...rehearsal, dryRun: false })
  expect(rehearsal.errors).toBeGreaterThan(10)
})

const simple = shopify('café,Café Ñandú,,,true,Title,Default Title,caf,,,deny,10,')
test.for([
  ['UTF-8 with BOM', Buffer.from(`\ufeff${simple}`)],
  ['UTF-16LE', Buffer.from(`\ufeff${simple}`, 'utf16le')],
  ['UTF-16BE', Buffer.from(`\ufeff${simple}`, 'utf16le').swap16()],
  ['Windows-1252', Buffer.from(simple, 'latin1')],
  ['semicolons', Buffer.from(simple.replaceAll(',', ';'))],
  ['tabs', Buffer.from(simple.replaceAll(',', '\t'))],
  ['Excel', Buffer.from(`sep=;\r\n${simple.replaceAll(',', ';').replaceAll('\n', '\r\n')}`)],
] as const)('IMP8 read as %s', async ([, bytes]) => {
  const own = await addTestStore(db)
  expect(await load(bytes, {}, own)).toMatchObject({ errors: 0, products: { created: 1 } })
  expect(await rowsOf(sql`select name from products`, own)).toEqual([{ name: 'Café Ñandú' }])
})

const repeated = (piece: string, times: number): AsyncIterable<Uint8Array> =>
  Readable.from(Array<Buffer>(times).fill(Buffer.from(piece)))
const columns = Array.from({ length: 50_000 }, (_, i) => `c${i}`).join()
test.for([
  ['empty', '', 'import-unreadable', 'empty'],
  ['only blank lines', '\n\n\r\n', 'import-unreadable', 'empty'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import-unreadable', 'binary'],
  ['a spreadsheet', Buffer.from('504b030414000600', 'hex'), 'import-unreadable', 'spreadsheet'],
  ['50,000 columns', `${columns}\n1,2\n`, 'import-unreadable', 'too-many-columns'],
  ['no header', '1,Remera,100.00\n2,Gorra,50.00\n', 'import-unreadable', 'no-header'],
  ['prose', 'Hola\nesto no es un catálogo\n', 'import-unreadable', 'no-header'],
  [
    'another system',
    'product_id,product_name,product_price\n1,Remera,10\n',
    'import-unknown-format',
    undefined,
  ],
  ['one line of 60 MB', repeated('x'.repeat(1_000_000), 60), 'import-unreadable', 'record-too-long'],
  ['a million rows', repeated('Handle,Title\n'.repeat(1000), 1000), 'import-unreadable', 'too-many-rows'],
  ['too many bytes', repeated('a,b\n'.repeat(1000), 1000), 'body-too-large', undefined],
] as const)('IMP1 IMP8 %s is refused', async ([name, file, code, reason]) => {
  const maxBytes = name === 'too many bytes' ? 1_000_000 : Infinity
  const before = await rowsOf(sql`select from products`)
  await expect(load(file, { maxBytes })).rejects.toMatchObject({
    code,
    ...(reason ? { details: { reason } } : {}),
  })
  expect(await rowsOf(sql`select from products`)).toHaveLength(before.length)
})

test('IMP8 a header alone is a file without products', async () => {
  expect(await load(shopify())).toMatchObject({ rows: 0, products: { created: 0 }, errors: 0 })
})

test('IMP8 rows that are too wide, unfinished or of nobody are named', async () => {
  const own = await addTestStore(db)
  const report = await load(
    shopify(
      'a,A,,,true,Title,Default Title,a,,,deny,10,,,,extra',
      ',Sin clave,,,true,Title,Default Title,b,,,deny,10,',
      'c,"C"x,,,true,Title,Default Title,c,,,deny,10,',
      'd,D,,,true,Title,Default Title,d',
      'e,"E,,,true,Title,Default Title,e,,,deny,10,',
    ),
    {},
    own,
  )
  expect(report.issues.map(({ row, reason, severity }) => [row, reason, severity])).toEqual([
    [2, 'too-many-cells', 'error'],
    [3, 'missing-key', 'error'],
    [4, 'text-after-quote', 'error'],
    [5, 'no-price', 'notice'],
    [6, 'quote-not-closed', 'error'],
  ])
  expect(report.products.created).toBe(1)
})

test.each(['grouped', 'external', 'simple, downloadable'])(
  'IMP3 a product of type %s is left out by row with the reason, and the rest imported',
  async (type) => {
    const own = await addTestStore(db)
    const csv = `Type,SKU,Name,Regular price\n"${type}",a,A,10\nsimple,b,B,10`
    const report = await load(csv, {}, own)
    expect(reasons(report)).toEqual([[2, 'Type', type, 'type-not-taken-over']])
    expect(report.products.created).toBe(1)
    expect(await rowsOf(sql`select name from products`, own)).toEqual([{ name: 'B' }])
  },
)

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { withSystem } from '../platform/tenancy.ts'
import { addTestStore, testDatabase } from '../platform/test-database.ts'

const db = testDatabase()
const command = fileURLToPath(new URL('./store-command.ts', import.meta.url))

type Outcome = { code: number; said: string }

function run(...args: string[]): Promise<Outcome> {
  const { host, database, user } = db.connection.owner
  const env = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`,
    SECRET_KEY: 'k'.repeat(32),
    ADMIN_EMAIL: 'duena@tienda.test',
  }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [command, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    )
  })
}

it('a store is added once, with the first owner in it, and listed', async () => {
  await withSystem(db, (tx) =>
    tx.execute(
      sql`insert into users (id, name, email) values (gen_random_uuid(), 'duena', 'duena@tienda.test')`,
    ),
  )
  const zone = ['--time-zone', 'America/Argentina/Cordoba']
  const add = [
    'add',
    'mi-tienda',
    '--name',
    'Mi tienda',
    '--currency',
    'ARS',
    '--whatsapp',
    '+5491155550100',
    ...zone,
    '--business',
    'Las dos',
  ]
  expect(await run(...add)).toEqual({ code: 0, said: '"Mi tienda" (mi-tienda) is open at /s/mi-tienda/\n' })
  const again = await run(...add)
  expect(again).toEqual({ code: 1, said: 'a store with this slug or host exists\n' })
  const { rows } = await withSystem(db, (tx) =>
    tx.execute(sql`select m.role, s.time_zone as zone, b.name as business
      from stores s join store_members m on m.store_id = s.id join businesses b on b.id = s.business_id`),
  )
  expect(rows).toEqual([{ role: 'owner', zone: zone[1], business: 'Las dos' }])
  expect((await run('list')).said).toMatch(/^mi-tienda +ARS +active +\+5491155550100 +Mi tienda\n$/)
})

it('a store is changed by command, also closed and reopened; what does not fit is refused', async () => {
  const { slug } = await addTestStore(db, { name: 'Otra', currency: 'UYU', tagline: 'Antes' })
  const week = ['--tagline', '', '--hours', 'mon-fri 09:00-18:00', '--currency', 'ARS']
  expect(await run('set', slug, '--status', 'suspended', ...week)).toEqual({
    code: 0,
    said: `"Otra" (${slug}) is suspended; running servers know within 5 seconds\n`,
  })
  const { rows } = await withSystem(db, (tx) =>
    tx.execute(sql`select status, tagline, currency, hours -> 'fri' as friday, hours -> 'sun' as sunday
      from stores where slug = ${slug}`),
  )
  const friday = [{ from: '09:00', to: '18:00' }]
  expect(rows).toEqual([{ status: 'suspended', tagline: null, currency: 'ARS', friday, sunday: [] }])
  expect(await run('set', 'no-such', '--name', 'X')).toEqual({ code: 1, said: 'there is no store no-such\n' })
  const odd = await run('set', slug, '--status', 'closed', '--hours', 'always', '--business', 'X')
  expect(odd.code).toBe(2)
  for (const name of ['--status:', '--hours:']) expect(odd.said).toContain(name)
})

it('what is misused is explained by the name of each option, and nothing is made', async () => {
  const wrong = await run('add', 'Mala', '--name', 'X', '--currency', 'pesos', '--time-zone', 'Marte')
  expect(wrong.code).toBe(2)
  for (const name of ['<slug>:', '--currency:', '--time-zone:', 'Usage:']) expect(wrong.said).toContain(name)
  const misused = [[], ['list', 'x'], ['set', 'a'], ['add', 'a', '--nombre', 'x']]
  const outcomes = await Promise.all(misused.map((args) => run(...args)))
  expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2, 2])
})

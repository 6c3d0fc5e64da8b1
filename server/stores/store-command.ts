import type { z } from 'zod'
import { newStoreSchema } from '../../shared/store.ts'
import { grantFirstOwner } from '../accounts/accounts.ts'
import { Misuse, onDatabase, readArguments, runCommand } from '../platform/run-command.ts'
import type { Database } from '../platform/tenancy.ts'
import { changeStoreBySlug } from './change-store.ts'
import { storeSetSchema } from './store-set.ts'
import { addStore, listStores } from './stores.ts'

const usage = `Usage:
  npm run store -- add <slug> --name <name> --currency <ISO 4217>
      [--whatsapp +5491155550100] [--tagline …] [--locale es-AR] [--time-zone America/Argentina/Buenos_Aires]
      [--business …] [--host shop.example]
  npm run store -- set <slug> [--status active|inactive|suspended] [--name …] [--tagline …] [--whatsapp …]
      [--locale …] [--time-zone …] [--host …] [--currency …]
      [--hours 'mon-fri 09:00-13:00 16:00-20:00, sat 10:00-14:00'] [--theme '#f4f0e6 #1f4d3b editorial']
      (an empty value clears what may be empty: --tagline '')
  npm run store -- list`

const options = {
  name: { type: 'string' },
  currency: { type: 'string' },
  whatsapp: { type: 'string' },
  tagline: { type: 'string' },
  locale: { type: 'string' },
  'time-zone': { type: 'string' },
  business: { type: 'string' },
  host: { type: 'string' },
  status: { type: 'string' },
  hours: { type: 'string' },
  theme: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

async function run(): Promise<number> {
  const { values, positionals } = readArguments(options)
  const { help, 'time-zone': timeZone, ...rest } = values
  const [verb, slug, ...more] = positionals
  if (help) {
    console.log(usage)
    return 0
  }
  if (more.length > 0 || (verb === 'list' && slug !== undefined)) throw new Misuse('too many arguments')
  if (verb === 'list') return onDatabase(list)
  const given = { ...rest, ...(timeZone === undefined ? {} : { timeZone }) }
  if (verb === 'add') return add({ slug, ...given })
  if (verb === 'set') return set(slug, given)
  throw new Misuse(verb === undefined ? 'which command?' : `no such command: ${verb}`)
}

function add(given: object): Promise<number> {
  const wanted = parsed(newStoreSchema, given)
  return onDatabase(async (db, config) => {
    const store = await addStore(db, wanted)
    await grantFirstOwner({ db, config })
    console.log(`"${store.name}" (${store.slug}) is open at /s/${store.slug}/`)
    return 0
  })
}

function set(slug: string | undefined, given: Record<string, string | boolean>): Promise<number> {
  if (slug === undefined) throw new Misuse('<slug>: which store?')
  if (Object.keys(given).length === 0) throw new Misuse('nothing to set')
  const change = parsed(storeSetSchema, given)
  return onDatabase(async (db) => {
    const { name, status } = await changeStoreBySlug(db, slug, change)
    console.log(`"${name}" (${slug}) is ${status}; running servers know within 5 seconds`)
    return 0
  })
}

function parsed<S extends z.ZodType>(schema: S, given: object): z.output<S> {
  const result = schema.safeParse(given)
  if (!result.success) throw new Misuse(explain(result.error))
  return result.data
}

/** One line a field, by the name it has on the command line. */
function explain(error: z.ZodError): string {
  const nameOf = (field: string) =>
    field === 'slug' ? '<slug>' : field === 'timeZone' ? '--time-zone' : `--${field}`
  return error.issues.map((issue) => `${nameOf(String(issue.path[0] ?? ''))}: ${issue.message}`).join('\n')
}

async function list(db: Database): Promise<number> {
  const stores = await listStores(db)
  if (stores.length === 0) console.log('No stores yet.')
  const width = Math.max(0, ...stores.map((store) => store.slug.length))
  for (const { slug, currency, status, whatsapp, name } of stores) {
    console.log(
      [slug.padEnd(width), currency, status.padEnd(9), (whatsapp ?? '–').padEnd(15), name].join('  '),
    )
  }
  return 0
}

await runCommand(usage, run)

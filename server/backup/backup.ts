/**
 * Backup and restore of the whole database, without the tools that the embedded Postgres does not bring.
 *
 * BAK1 a snapshot is one moment: every table is read in one repeatable-read transaction, while the shop goes on.
 * BAK2 a file is whole or it is not there; restore checks all of it before it touches anything.
 * BAK3 restore fills an empty database of the same migrations; `replace` empties it first. All in one transaction.
 * BAK4 what was restored has the counts of the snapshot and no breach of an invariant, else nothing was restored;
 *   `keepDrift` keeps breaches and names them. A snapshot is made of a database that has some, and says so.
 * BAK5 pictures (DATA_DIR/media) and SECRET_KEY are not inside: the first are listed, the second leaves a fingerprint.
 */
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { sha256, type Keys } from '../platform/crypto.ts'
import { withClient, type Connection } from '../platform/database.ts'
import { breachLines, findBreaches, type Breach } from '../platform/invariants.ts'
import { migrationHashes, tablesInOrder, type Table } from './catalog.ts'
import { FORMAT, readSnapshot, SnapshotWriter, type Header } from './snapshot-file.ts'

type From = { connection: Connection; keys: Keys; dataDir: string }
export type Snapshot = { file: string; bytes: number; rows: number; breaches: Breach[] }

/** Writes a snapshot of every table to `file`. The system role reads: forced row-level security blinds the owner. */
export function backUp(source: From, file: string): Promise<Snapshot> {
  return withClient(source.connection.owner, async (owner) => {
    await expectTables(owner)
    return withClient(source.connection.system, (system) => copyOut(source, owner, system, file))
  })
}

async function copyOut(
  { keys, dataDir }: From,
  owner: pg.Client,
  system: pg.Client,
  file: string,
): Promise<Snapshot> {
  const writer = new SnapshotWriter(file)
  try {
    const migrations = await migrationHashes(owner)
    const tables = await tablesInOrder(owner)
    await system.query('begin transaction isolation level repeatable read, read only')
    await writer.header({
      format: FORMAT,
      madeAt: new Date().toISOString(),
      serverVersion: await serverVersion(system),
      migrations,
      keyFingerprint: fingerprint(keys),
      media: listMedia(path.join(dataDir, 'media')),
    })
    let rows = 0
    for (const { name, columns } of tables) {
      const copy = system.query(to(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`))
      await writer.table({ table: name, columns }, copy)
      rows += copy.rowCount
    }
    const breaches = await findBreaches(system)
    await system.query('commit')
    return { file, bytes: await writer.end(), rows, breaches }
  } catch (error) {
    writer.abandon()
    throw error
  }
}

/** A database that no server has worked on lacks more than rows: tables, and the role that reads them. */
async function expectTables(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ has: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as has`,
  )
  if (!rows[0]?.has)
    throw new Error('no server has worked on this database yet, so there is nothing to keep: npm start')
}

export type Restored = { rows: number; header: Header; hasOtherKey: boolean; breaches: Breach[] }

/** Puts a snapshot into the database. Throws, and leaves everything as it was, where it is damaged or does not fit. */
export async function restore(
  { connection, keys }: Omit<From, 'dataDir'>,
  file: string,
  { replace, keepDrift = false }: { replace: boolean; keepDrift?: boolean },
): Promise<Restored> {
  await readSnapshot(file, { header: () => Promise.resolve(), table: () => Promise.resolve() })
  return withClient({ ...connection.owner, lock_timeout: 30_000 }, async (owner) => {
    // where anything fails the transaction ends with the connection
    await owner.query('begin')
    const tables = await tablesInOrder(owner)
    await lift(owner, tables)
    await makeRoom(owner, tables, replace)
    const restored = await load(owner, file, tables)
    const breaches = await findBreaches(owner)
    if (breaches.length > 0 && !keepDrift) throw new Error(driftMessage(breaches))
    await raise(owner, tables)
    await owner.query('commit')
    return { ...restored, breaches, hasOtherKey: restored.header.keyFingerprint !== fingerprint(keys) }
  })
}

const driftMessage = (breaches: Breach[]): string =>
  [
    'what was restored breaks an invariant: nothing was kept (--keep-drift keeps it)',
    ...breachLines(breaches),
  ].join('\n')

async function load(owner: pg.Client, file: string, tables: Table[]) {
  const known = new Set(tables.map((table) => table.name))
  const counts = new Map<string, number>()
  let header: Header | undefined
  const trailer = await readSnapshot(file, {
    header: async (read) => {
      header = read
      const here = await migrationHashes(owner)
      if (JSON.stringify(here) !== JSON.stringify(read.migrations))
        throw new Error(
          'the snapshot was made by another version of the database: restore it with that version',
        )
    },
    table: async ({ table, columns }, rows) => {
      if (!known.has(table)) throw new Error(`the snapshot holds a table that is not known here: ${table}`)
      const copy = owner.query(from(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`))
      await pipeline(rows, copy)
      counts.set(table, copy.rowCount)
    },
  })
  for (const [table, { rows }] of Object.entries(trailer.tables)) {
    if (counts.get(table) !== rows)
      throw new Error(`${table}: ${rows} rows in the snapshot, another number restored`)
  }
  for (const { name, identities } of tables) {
    for (const column of identities) await owner.query(sequenceSql(name, column))
  }
  if (!header) throw new Error('the snapshot has no header')
  return { header, rows: [...counts.values()].reduce((sum, rows) => sum + rows, 0) }
}

/** COPY does not fill tables under row-level security, and triggers would work out anew what is restored. */
async function lift(owner: pg.Client, tables: Table[]): Promise<void> {
  for (const { name, isForced } of tables) {
    if (isForced) await owner.query(`alter table ${quoted(name)} no force row level security`)
    await owner.query(`alter table ${quoted(name)} disable trigger user`)
  }
}

async function raise(owner: pg.Client, tables: Table[]): Promise<void> {
  for (const { name, isForced } of tables) {
    await owner.query(`alter table ${quoted(name)} enable trigger user`)
    if (isForced) await owner.query(`alter table ${quoted(name)} force row level security`)
  }
}

async function makeRoom(owner: pg.Client, tables: Table[], replace: boolean): Promise<void> {
  if (replace) {
    await owner.query(`truncate ${tables.map((table) => quoted(table.name)).join(', ')}`)
    return
  }
  for (const { name } of tables) {
    const { rowCount } = await owner.query(`select from ${quoted(name)} limit 1`)
    if (rowCount !== 0)
      throw new Error(`the database is not empty (${name} has rows): --replace empties it first`)
  }
}

const sequenceSql = (table: string, column: string): string =>
  `select setval(pg_get_serial_sequence('public.${table}', '${column}'),
    greatest(coalesce(max(${quoted(column)}), 0), 1), max(${quoted(column)}) is not null) from ${quoted(table)}`

const quoted = (name: string): string => pg.escapeIdentifier(name)

const fingerprint = (keys: Keys): string => sha256(`fingerprint ${keys.auth}`).toString('hex').slice(0, 16)

async function serverVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? 'unknown'
}

/** What cannot be made again: the masters. The widths that are served follow from them. */
function listMedia(folder: string): Header['media'] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((file) => /^[0-9a-f]{32}\.webp$/.test(file))
    .map((file) => ({ file, bytes: fs.statSync(path.join(folder, file)).size }))
}

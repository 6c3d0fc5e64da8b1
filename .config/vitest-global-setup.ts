import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateUnderLock } from '../server/platform/migrate.ts'
import { startPostgres } from '../server/platform/postgres.ts'
import type {} from '../server/platform/test-database.ts' // declares what is provided

/** One throw-away cluster a run. fsync is off here and only here: durability is proven in e2e/faults. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-test-'))
  fs.chmodSync(directory, 0o755)
  const server = await startPostgres(directory)
  const admin = new pg.Client({ host: server.host, user: 'postgres', database: 'postgres' })
  await admin.connect()
  for (const setting of ['fsync = off', 'full_page_writes = off']) {
    await admin.query(`alter system set ${setting}`)
  }
  await admin.query('select pg_reload_conf()')
  await admin.query('create role vidriera_owner login createrole nosuperuser nobypassrls')
  await admin.query('create database vidriera_template owner vidriera_owner')
  await admin.end()
  await migrateUnderLock({ host: server.host, user: 'vidriera_owner', database: 'vidriera_template' })
  project.provide('postgresHost', server.host)
  return async () => {
    await server.stop()
    fs.rmSync(directory, { recursive: true, force: true })
  }
}

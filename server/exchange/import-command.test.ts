import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { addTestStore, testDatabase } from '../platform/test-database.ts'

const db = testDatabase()
const command = fileURLToPath(new URL('./import-command.ts', import.meta.url))
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-import-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

test.skipIf(!fs.existsSync('/usr/bin/script') || process.platform !== 'linux')(
  'in a terminal (made by script of util-linux) a bar says how far it is, up to the last row, and then the report comes',
  async () => {
    const store = await addTestStore(db)
    const file = path.join(folder, 'reloj.csv')
    fs.writeFileSync(file, 'Handle,Title,Variant SKU,Variant Price\na,A,a,10\nb,B,b,10\nc,C,c,1;5\n')
    const { host, database, user } = db.connection.owner
    const env = {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`,
      SECRET_KEY: 'k'.repeat(32),
    }
    const line = [process.execPath, command, '--store', store.slug, file].map((word) => `'${word}'`).join(' ')
    const child = spawn('/usr/bin/script', ['-qec', line, '/dev/null'], { env })
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    const lines = (await text(child.stdout)).split(/\r\n|\r|\n/)
    expect(lines).toContain(`[${'#'.repeat(40)}] 3 of 3 rows`)
    expect(lines).toContain('products: 2 created, 0 updated, 0 unchanged')
    expect(lines.find((each) => each.startsWith('row 4\terror\tVariant Price\t"1;5"'))).toBeDefined()
    expect(await exited).toBe(1)
  },
)

test('a file that is not there is misuse, said before any database is opened', async () => {
  const child = spawn(process.execPath, [command, '--store', 'any', path.join(folder, 'none.csv')], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: 'postgres://nobody@localhost:1/none' },
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  expect(await text(child.stderr)).toContain('none.csv is not there to be read')
  expect(await exited).toBe(2)
})

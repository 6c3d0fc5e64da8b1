/** Whenever a start is interrupted, nothing of it is left: no Postgres, no lock, no half cluster. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { findRunningPostgres, startPostgres } from '../../server/platform/postgres.ts'
import { processesWith } from '../../server/platform/test-processes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-stop-'))
fs.chmodSync(folder, 0o755)
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** As `npm start`: a shell of its own group, as a terminal makes it, so that Ctrl-C reaches all of it. */
function npmStart(dataDir: string) {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    detached: true,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, DEMO: '0' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exit = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return { ctrlC: () => process.kill(-(child.pid ?? 0), 'SIGINT'), exit, said: () => said }
}

const moments: [string, (home: string, said: string) => boolean][] = [
  [
    'initdb begins',
    (home) => fs.existsSync(home) && fs.readdirSync(home).some((name) => /^cluster\./.test(name)),
  ],
  [
    'initdb is at work',
    (home) =>
      fs.existsSync(home) &&
      fs.readdirSync(home).some((name) => fs.existsSync(path.join(home, name, 'base/1/PG_VERSION'))),
  ],
  ['Postgres is spawned', (home) => fs.existsSync(path.join(home, '../postgres.log'))],
  ['Postgres comes up', (home) => fs.existsSync(path.join(home, 'cluster/postmaster.pid'))],
  ['it listens, and migrates', (_home, said) => said.includes('listening')],
  ['it has greeted', (_home, said) => said.includes('/admin')],
]

describe.skipIf(process.platform !== 'linux')('Ctrl-C (Linux alone: seen in /proc) as', () => {
  test.each(moments)('%s', { timeout: 90_000 }, async (_moment, isNow) => {
    const dataDir = fs.mkdtempSync(path.join(folder, 'shop-'))
    fs.chmodSync(dataDir, 0o755)
    const home = path.join(dataDir, 'postgres')
    const shop = npmStart(dataDir)
    for (const until = Date.now() + 60_000; !isNow(home, shop.said()); await pause(1))
      if (Date.now() > until) throw new Error(`it did not come to that:\n${shop.said()}`)
    shop.ctrlC()
    await shop.exit
    expect(shop.said()).not.toMatch(/fatal|unhandled|AbortError/)
    expect(processesWith(dataDir)).toEqual([])
    expect(await findRunningPostgres(dataDir)).toBeUndefined()
    const left = fs.existsSync(home) ? fs.readdirSync(home).filter((name) => name !== 'cluster') : []
    expect([fs.existsSync(path.join(dataDir, 'server.pid')), left]).toEqual([false, []])

    await (await startPostgres(dataDir)).stop() // the next one is well
    fs.rmSync(dataDir, { recursive: true, force: true })
  })
})

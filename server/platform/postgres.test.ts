import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { createLogger } from './logger.ts'
import { openDatabase } from './open-database.ts'
import { findRunningPostgres, startPostgres } from './postgres.ts'
import { processIdentity } from './process-lock.ts'
import { processesWith } from './test-processes.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-pg-'))
fs.chmodSync(folder, 0o755)
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Looks again and again, without a rest: what is looked for may be gone in a moment. */
async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !isSo(); await pause(1))
    if (Date.now() > end) throw new Error('it did not happen in time')
}

describe.skipIf(process.platform !== 'linux')(
  'a start that is called off leaves nothing (Linux alone: seen in /proc)',
  { timeout: 60_000 },
  () => {
    const dataDir = path.join(folder, 'called-off')
    const home = path.join(dataDir, 'postgres')
    const drafts = () =>
      fs.existsSync(home) ? fs.readdirSync(home).filter((name) => name.startsWith('cluster.')) : []
    afterEach(() => {
      expect(processesWith(dataDir)).toEqual([])
      expect(drafts()).toEqual([])
    })

    test('in the middle of initdb', async () => {
      const stop = new AbortController()
      const start = startPostgres(dataDir, stop.signal)
      start.catch(() => undefined) // awaited below
      await until(() => drafts().some((name) => fs.existsSync(path.join(home, name, 'global'))))
      stop.abort(new Error('called off'))
      await expect(start).rejects.toThrow('called off')
      expect(fs.existsSync(path.join(home, 'cluster'))).toBe(false)
    })

    test('while Postgres comes up', async () => {
      const stop = new AbortController()
      const start = startPostgres(dataDir, stop.signal)
      start.catch(() => undefined) // awaited below
      await until(() => fs.existsSync(path.join(home, 'cluster/postmaster.pid')))
      stop.abort(new Error('called off'))
      await expect(start).rejects.toThrow('called off')
      expect(fs.existsSync(path.join(home, 'cluster/postmaster.pid'))).toBe(false)
    })

    test('and the next one finds all in order', async () => {
      const postgres = await startPostgres(dataDir)
      expect(await findRunningPostgres(dataDir)).toBe(postgres.host)
      await postgres.stop()
    })
  },
)

describe.skipIf(process.platform !== 'linux')('closing while it starts again (Linux alone)', () => {
  test('leaves no Postgres behind', { timeout: 60_000 }, async () => {
    const dataDir = path.join(folder, 'dying')
    let hasDied = false
    const log = createLogger('error', { write: (line) => void (hasDied ||= line.includes('has died')) })
    const opened = await openDatabase(readConfig({ DATA_DIR: dataDir }), log)
    for (const pid of processesWith(dataDir)) process.kill(pid, 'SIGKILL')
    await until(() => hasDied)
    await opened.close()
    expect(processesWith(dataDir)).toEqual([])
    expect(fs.existsSync(path.join(dataDir, 'server.pid'))).toBe(false)
  })
})

describe('what is not our Postgres is left alone', { timeout: 60_000 }, () => {
  const dataDir = path.join(folder, 'mistaken')
  const pidFile = path.join(dataDir, 'postgres/cluster/postmaster.pid')
  const bystander = spawn('sleep', ['600'])
  let postgres: Awaited<ReturnType<typeof startPostgres>>
  beforeAll(async () => {
    postgres = await startPostgres(dataDir)
  })
  afterAll(async () => {
    await postgres.stop()
    bystander.kill()
  })

  test('a process whose number is in the pid file is neither taken for it nor ended', async () => {
    const written = fs.readFileSync(pidFile, 'utf8')
    fs.writeFileSync(pidFile, written.replace(/^\d+/, String(bystander.pid)))
    await expect(startPostgres(dataDir)).rejects.toThrow(`process ${bystander.pid} in its pid file is not it`)
    fs.writeFileSync(pidFile, written)
    expect(processIdentity(bystander.pid ?? 0)).toBeDefined()
  })

  test('the one that runs already is attached to, and stopped by whoever attached', async () => {
    const attached = await startPostgres(dataDir)
    expect(attached.host).toBe(postgres.host)
    await attached.stop()
    await postgres.died
    expect(await findRunningPostgres(dataDir)).toBeUndefined()
  })
})

describe('a socket directory in /tmp', () => {
  const dataDir = path.join(folder, 'a-name-that-is-too-long-for-the-path-of-a-socket-'.repeat(2))
  const tag = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const socketDir = path.join(os.tmpdir(), `vidriera-${tag}`)
  const elsewhere = path.join(folder, 'elsewhere')
  beforeAll(() => void fs.mkdirSync(dataDir))
  afterEach(() => fs.rmSync(socketDir, { recursive: true, force: true }))

  test.each([
    ['a link to somewhere else', () => fs.symlinkSync(elsewhere, socketDir)],
    ['one that others may enter', () => (fs.mkdirSync(socketDir), fs.chmodSync(socketDir, 0o755))],
    ['a file', () => fs.writeFileSync(socketDir, '')],
  ])('%s is refused before anything is made', async (_what, make) => {
    fs.mkdirSync(elsewhere, { recursive: true, mode: 0o700 })
    make()
    await expect(startPostgres(dataDir)).rejects.toThrow('is not a private directory of ours')
    await expect(findRunningPostgres(dataDir)).rejects.toThrow('is not a private directory of ours')
    expect(fs.readdirSync(dataDir)).toEqual([])
  })

  test.skipIf(process.getuid?.() !== 0)("somebody else's is refused (root alone)", async () => {
    fs.mkdirSync(socketDir, { mode: 0o700 })
    fs.chownSync(socketDir, 12345, 12345)
    await expect(startPostgres(dataDir)).rejects.toThrow('is not a private directory of ours')
  })

  test('one of our own is made, and used again', { timeout: 60_000 }, async () => {
    for (const _time of ['first', 'second']) {
      const postgres = await startPostgres(dataDir)
      expect(postgres.host).toBe(socketDir)
      expect(fs.statSync(socketDir).mode & 0o777).toBe(0o700)
      await postgres.stop()
    }
  })
})

test('a cluster that Postgres will not have is said at once, in its words', { timeout: 60_000 }, async () => {
  const dataDir = path.join(folder, 'older')
  await (await startPostgres(dataDir)).stop()
  fs.writeFileSync(path.join(dataDir, 'postgres/cluster/PG_VERSION'), '17\n')
  const started = performance.now()
  await expect(startPostgres(dataDir)).rejects.toThrow(
    /^Postgres does not start: database files are incompatible with server/,
  )
  expect(performance.now() - started).toBeLessThan(5_000)
})

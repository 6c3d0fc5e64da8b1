import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { findRunningPostgres } from '../../server/platform/postgres.ts'
import { prepareShop, SLUG } from '../load/shop.ts'
import { freePort } from '../support/start-shop.ts'
import { Journal, post, type Recorded } from './journal.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A shop whose server and Postgres may be killed and started again on the same port and directory. */
export class FaultyShop {
  readonly dataDir: string
  readonly port: number
  readonly journal: Journal
  readonly token = `vid_${randomUUID()}`
  variants: string[] = []
  #server: ChildProcess | undefined
  readonly #environment: Record<string, string>

  private constructor(dataDir: string, port: number, environment: Record<string, string>) {
    this.dataDir = dataDir
    this.port = port
    this.journal = new Journal(path.join(dataDir, 'journal'))
    this.#environment = environment
  }

  /** A small shop with plenty of stock; `environment` may point it at a database elsewhere. */
  static async make(
    environment: (dataDir: string) => Record<string, string> = () => ({}),
  ): Promise<FaultyShop> {
    const dataDir = await prepareShop({ products: 100, checkouts: 0 })
    return new FaultyShop(dataDir, await freePort(), environment(dataDir))
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/api/stores/${SLUG}`
  }

  get server(): ChildProcess {
    if (!this.#server) throw new Error('no server was started')
    return this.#server
  }

  /** Starts a server and answers how many milliseconds it took until it sold something. */
  async start(): Promise<number> {
    const started = performance.now()
    this.#server = this.spawn()
    await this.untilItSells(this.#server)
    return performance.now() - started
  }

  /** Port 0 takes a free one: a rival must not be refused for the port. */
  spawn(port = this.port): ChildProcess {
    const log = fs.openSync(path.join(this.dataDir, 'server.log'), 'a')
    const server = spawn(process.execPath, ['server/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'] ?? '',
        DATA_DIR: this.dataDir,
        PORT: String(port),
        HOST: '127.0.0.1',
        LIMITS: 'off',
        DEMO: '0',
        LOG_LEVEL: 'warn',
        ...this.#environment,
      },
      stdio: ['ignore', log, log],
    })
    fs.closeSync(log)
    return server
  }

  /** Until a list is answered well: the database is behind that. */
  async untilItSells(server: ChildProcess, limitMs = 30_000): Promise<void> {
    for (const until = performance.now() + limitMs; performance.now() < until; await pause(20)) {
      if (server.exitCode !== null) break
      const isThere = await fetch(`${this.url}/products?limit=1`).then(
        (response) => response.ok,
        () => false, // not listening yet
      )
      if (isThere) return
    }
    throw new Error(`the shop does not answer:\n${this.log().slice(-3_000)}`)
  }

  /** What `/readyz` answers. */
  async ready(): Promise<number> {
    return (await fetch(new URL('/readyz', this.url))).status
  }

  log(): string {
    return fs.readFileSync(path.join(this.dataDir, 'server.log'), 'utf8')
  }

  /** A log-in that no row-level security binds, straight to Postgres. */
  async superuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const host = await findRunningPostgres(this.dataDir)
    if (host === undefined) throw new Error('Postgres is not running')
    const client = new pg.Client({ host, port: 5432, user: 'postgres', database: 'vidriera' })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  /** Reads what is for sale and makes the token that confirms. */
  async getReady(): Promise<void> {
    await this.superuser(async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from product_variants order by id')
      this.variants = rows.map((row) => row.id)
      await client.query(
        `insert into api_tokens (store_id, id, name, role, secret_hash, maker_id)
         select s.id, uuidv7(), 'faults', 'agent', $2, m.user_id from stores s join store_members m on m.store_id = s.id
         where s.slug = $1 and m.role = 'owner' limit 1`,
        [SLUG, createHash('sha256').update(this.token).digest()],
      )
    })
  }

  /** Every acknowledged checkout with a status it must not have, or none; and every broken invariant. */
  async losses(): Promise<unknown[]> {
    const recorded = this.journal.read()
    return this.superuser(async (client) => {
      const { rows } = await client.query<{ id: string; status: string }>(
        'select id, status from checkouts where id = any ($1)',
        [[...recorded.keys()]],
      )
      const found = new Map(rows.map((row) => [row.id, row.status]))
      const lost = [...recorded].flatMap(([id, { allowed }]) => {
        const status = found.get(id) ?? 'missing'
        return allowed.includes(status) ? [] : [{ id, status, allowed }]
      })
      const breaches = await client.query('select * from check_invariants()')
      return [...lost, ...(breaches.rows as unknown[])]
    })
  }

  /** Sends the keys of some acknowledged checkouts again; answers those that came back as anything but the same text. */
  async replayMisfits(sample = 50): Promise<unknown[]> {
    const recorded = [...this.journal.read().values()]
    const step = Math.max(1, Math.floor(recorded.length / sample))
    const some = recorded.filter((_, i) => i % step === 0)
    const misfits = await Promise.all(
      some.map(async ({ key, variantId, text }: Recorded) => {
        const items = [{ variantId, quantity: 1 }]
        const again = await post(`${this.url}/checkouts`, { 'Idempotency-Key': key }, { items })
        return again.status === 201 && again.text === text ? [] : [{ key, text, again }]
      }),
    )
    return misfits.flat()
  }

  async kill(): Promise<void> {
    await ended(this.server, 'SIGKILL')
  }

  /** The postmaster and all that it has started, at once. */
  async killPostgres(): Promise<void> {
    const pid = await this.postmaster()
    for (const each of [pid, ...childrenOf(pid)]) {
      try {
        process.kill(each, 'SIGKILL')
      } catch {
        // a backend that has just ended by itself
      }
    }
  }

  async stop(): Promise<number | null> {
    return ended(this.server, 'SIGTERM')
  }

  /** Ends whatever still runs and removes the directory. */
  async remove(): Promise<void> {
    if (this.#server && this.#server.exitCode === null && this.#server.signalCode === null) await this.stop()
    if ((await findRunningPostgres(this.dataDir)) !== undefined)
      process.kill(await this.postmaster(), 'SIGINT')
    while ((await findRunningPostgres(this.dataDir)) !== undefined) await pause(50)
    fs.rmSync(this.dataDir, { recursive: true, force: true })
  }

  async postmaster(): Promise<number> {
    const host = await findRunningPostgres(this.dataDir)
    if (host === undefined) throw new Error('Postgres is not running')
    return Number(fs.readFileSync(path.join(host, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])
  }
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    server.once('exit', (code) => resolve(code))
    server.kill(signal)
  })
}

function childrenOf(pid: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return parent === pid ? [Number(name)] : []
      } catch {
        return [] // it has ended meanwhile
      }
    })
}

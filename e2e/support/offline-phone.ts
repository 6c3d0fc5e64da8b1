/** A phone that the shop is installed on, and a shop that can be taken from it: both may be killed and started again. */
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { findRunningPostgres } from '../../server/platform/postgres.ts'
import { shellPath } from './chromium.ts'
import { expect } from './fixtures.ts'
import { freePort, startShop, type Shop } from './start-shop.ts'

/** A shop of one test file alone, on a port that stays. */
export class MortalShop {
  #shop: Shop | undefined
  readonly #environment: Record<string, string>

  private constructor(environment: Record<string, string>) {
    this.#environment = environment
  }

  static async open(): Promise<MortalShop> {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-mortal-'))
    const port = String(await freePort())
    const shop = new MortalShop({
      PORT: port,
      DATA_DIR: dataDir,
      LIMITS: 'off',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
    })
    await shop.start()
    return shop
  }

  async start(): Promise<void> {
    this.#shop ??= await startShop(this.#environment)
  }

  /** At once: nobody is told, every connection breaks. */
  async kill(): Promise<void> {
    const server = this.#shop?.process
    this.#shop = undefined
    if (!server) return
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGKILL')
    await gone
  }

  /** Starts it if need be, because its database outlives a kill and ends with a stop. */
  async remove(): Promise<void> {
    await this.start()
    await this.#shop?.stop()
    fs.rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** A change of the catalogue behind everybody's back. */
  rename(slug: string, name: string): Promise<void> {
    return this.#write('update products set name = $2 where slug = $1', [slug, name])
  }

  /** A picture that no product has. */
  hangLogo(category: string): Promise<void> {
    return this.#write(
      `update categories c set media_id = l.media_id from store_logos l where l.store_id = c.store_id and c.slug = $1`,
      [category],
    )
  }

  setStatus(store: string, status: 'suspended' | 'active'): Promise<void> {
    return this.#write('update stores set status = $2 where slug = $1', [store, status])
  }

  async #write(statement: string, values: string[]): Promise<void> {
    const host = await findRunningPostgres(this.dataDir)
    if (host === undefined) throw new Error('Postgres is not running')
    const client = new pg.Client({ host, port: 5432, user: 'postgres', database: 'vidriera' })
    await client.connect()
    await client.query(statement, values)
    await client.end()
  }

  get dataDir(): string {
    return this.#environment['DATA_DIR'] ?? ''
  }
  get url(): string {
    return `http://localhost:${this.#environment['PORT']}`
  }
}

/** A profile on a disk, so that the browser may be ended and started cold. */
export class Phone {
  readonly #profile = fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-phone-'))
  #context: BrowserContext | undefined
  readonly said: string[] = []

  async open(): Promise<Page> {
    const executablePath = shellPath()
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      locale: 'es-AR',
      timezoneId: 'America/Argentina/Buenos_Aires',
      serviceWorkers: 'allow',
    })
    this.#context.setDefaultTimeout(10_000)
    const [page] = this.#context.pages()
    if (!page) throw new Error('the browser opened no page')
    page.on('console', (message) => void this.said.push(message.text()))
    page.on('pageerror', (error) => void this.said.push(`error: ${error.message}`))
    return page
  }

  async close(): Promise<void> {
    await this.#context?.close()
    this.#context = undefined
  }

  /** All of the browser at once, as when a phone's battery is empty. */
  kill(): void {
    this.#context = undefined
    for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.#profile))
          process.kill(Number(pid), 'SIGKILL')
      } catch {
        // it has ended between the listing and the look
      }
    }
  }

  async remove(): Promise<void> {
    await this.close()
    fs.rmSync(this.#profile, { recursive: true, force: true })
  }
}

/** Waits until the page's journal has such a line. */
export const said = (phone: Phone, line: RegExp): Promise<void> =>
  expect.poll(() => phone.said, { timeout: 20_000 }).toContainEqual(expect.stringMatching(line))

/** The worker in charge, the window kept with its product pages. */
export async function install(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await expect
    .poll(() => kept(page).then((parts) => parts?.details ?? 0), { timeout: 20_000 })
    .toBeGreaterThan(0)
  await page.reload()
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
}

type Kept = { generation: string; readAt: string; products: string[]; details: number; parts: number }

/** What the page asks of such an address takes that long, or is answered by that status in the server's place. */
export async function hinder(
  page: Page,
  address: string,
  by: { ms?: number; status?: number },
): Promise<void> {
  await page.addInitScript(
    ([part, { ms = 0, status }]) => {
      const fetch = window.fetch.bind(window)
      const counted = Object.assign(window, { asked: 0 })
      window.fetch = async (...request) => {
        if (typeof request[0] !== 'string' || !request[0].includes(part)) return fetch(...request)
        counted.asked++
        await new Promise((resolve) => setTimeout(resolve, ms))
        return status === undefined ? fetch(...request) : new Response(null, { status })
      }
    },
    [address, by] as const,
  )
}

/** How often the page has asked that. */
export const timesAsked = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { asked: number }).asked)

/** What lies in the phone's database of the one store that was opened; null where there is nothing. */
export const kept = (page: Page): Promise<Kept | null> =>
  page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('no answer'))
      })
    const names = await indexedDB.databases()
    if (!names.some(({ name }) => name === 'vidriera:catalogue')) return null
    const database = await ask(indexedDB.open('vidriera:catalogue'))
    const stores = database.transaction(['heads', 'parts'])
    const [head] = (await ask(stores.objectStore('heads').getAll())) as {
      generation: string
      readAt: string
    }[]
    const keys = (await ask(stores.objectStore('parts').getAllKeys())) as string[][]
    const parts = (await ask(stores.objectStore('parts').getAll())) as string[]
    database.close()
    if (!head) return null
    const part = (wanted: string) => {
      const at = keys.findIndex(([, generation, name]) => generation === head.generation && name === wanted)
      return JSON.parse(parts[at] ?? 'null') as unknown
    }
    return {
      generation: head.generation,
      readAt: head.readAt,
      products: ((part('products') as { name: string }[] | null) ?? []).map(({ name }) => name),
      details: Object.keys((part('details') as object | null) ?? {}).length,
      parts: keys.length,
    }
  })

/** From the next page on this one's clock is wrong by so much. */
export const setClockWrong = (page: Page, ms: number): Promise<unknown> =>
  page.addInitScript((wrong) => {
    const True = Date
    window.Date = class extends True {
      constructor(...given: []) {
        if (given.length === 0) super(True.now() + wrong)
        else super(...given)
      }
      static override now = () => True.now() + wrong
    } as DateConstructor
  }, ms)

/** As if the phone had last asked long ago, and what it has were so old. */
export const age = (page: Page, byMs?: number): Promise<void> =>
  page.evaluate(async (ms) => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => {
        request.onsuccess = () => resolve(request.result)
      })
    const database = await ask(indexedDB.open('vidriera:catalogue'))
    const heads = database.transaction('heads', 'readwrite').objectStore('heads')
    const [key] = await ask(heads.getAllKeys())
    const head = (await ask(heads.get(key ?? ''))) as Record<string, unknown>
    const then = Date.now() - (ms ?? 0)
    const old = { readAt: new Date(then).toISOString(), broughtAt: then }
    await ask(heads.put({ ...head, checkedAt: 0, ...(ms === undefined ? {} : old) }, key))
    database.close()
  }, byMs)

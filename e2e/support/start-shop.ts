import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Shop = { baseUrl: string; dataDir: string; process: ChildProcess; stop: () => Promise<void> }

/** A running shop on a free port with a data directory of its own; resolves when `/readyz` says so. `sources`: whose. */
export async function startShop(environment: Record<string, string> = {}, sources = root): Promise<Shop> {
  const port = environment['PORT'] ?? String(await freePort())
  const dataDir = environment['DATA_DIR'] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'vidriera-shop-'))
  fs.chmodSync(dataDir, 0o755)
  const log = fs.openSync(path.join(dataDir, 'server.log'), 'a')
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: sources,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: os.homedir(),
      PORT: port,
      DATA_DIR: dataDir,
      ...environment,
    },
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  const baseUrl = `http://localhost:${port}`
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }
  try {
    await waitUntilReady(baseUrl, child, path.join(dataDir, 'server.log'))
  } catch (fault) {
    await stop() // and the Postgres that it has started
    throw fault
  }
  return { baseUrl, dataDir, process: child, stop }
}

async function waitUntilReady(baseUrl: string, child: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + 90_000; Date.now() < until;) {
    if (child.exitCode !== null) break
    const isReady = await fetch(`${baseUrl}/readyz`).then(
      (response) => response.ok,
      () => false, // not listening yet
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the shop did not start:\n${fs.readFileSync(log, 'utf8').slice(-4000)}`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** For Playwright: one demo shop for all journeys, rate limits off because all come from one address. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const shop = await startShop({
    LIMITS: 'off',
    HOST: '127.0.0.1',
    ADMIN_EMAIL: 'duena@vidriera.test',
    ADMIN_PASSWORD: 'una-clave-para-probar',
    LOG_LEVEL: 'warn',
  })
  process.env['SHOP_URL'] = shop.baseUrl
  process.env['SHOP_DATA_DIR'] = shop.dataDir
  return async () => {
    await shop.stop()
    fs.rmSync(shop.dataDir, { recursive: true, force: true })
  }
}

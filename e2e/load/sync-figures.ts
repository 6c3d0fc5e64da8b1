/** The sync server beside a relay and the stock server of y-websocket, all in one run. */
import { fork, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/start-shop.ts'
import { median, milliseconds, type Figure } from './measure.ts'
import { SLUG, spawnServer, stopServer, untilAnswered, type Shop } from './shop.ts'
import type { SyncMeasured, SyncTask } from './sync-clients.ts'
import type { SyncServer } from './sync-server.ts'

const PAIRS = 100
const LINES = 20
const CALM = { perSecond: 500, seconds: 6 }
const BUSY = { perSecond: 5_000, seconds: 5 }
const IDLE_PAIRS = 300
/** Documents go to sleep after ten seconds, looked at every five. */
const UNTIL_ASLEEP_MS = 17_000

type Side = { url: string; pid: number; greets: boolean; variants: string[] }
type Run = SyncMeasured & { cpuMs: number }
const sides = ['relay', 'stock', 'ours'] as const
type Sides = Record<(typeof sides)[number], Side>

export async function syncFigures(shop: Shop, rounds: number): Promise<Figure[]> {
  const [relay, stock] = await Promise.all([startServer('relay'), startServer('stock')])
  const variants = soldIn(shop)
  const servers: Sides = {
    relay: { ...relay, greets: false, variants },
    stock: { ...stock, greets: true, variants },
    ours: { url: syncUrl(shop.port), pid: pidOf(shop.process), greets: true, variants },
  }
  try {
    const idle = {
      stock: await memoryOfIdle(servers.stock),
      ours: await memoryOfIdle(servers.ours),
    }
    const calm = await inTurn(servers, rounds, CALM)
    const busy = await inTurn(servers, rounds, BUSY)
    const insert = await durableInsert(shop)
    const kept = await updatesKept(shop, busy.ours)
    const across = await acrossProcesses(shop, rounds)
    return [
      latencyFigure(calm, insert),
      atMost('its p99', milliseconds, of(calm.ours, 'p99'), 25),
      cpuFigure('server CPU an update, 500/s', calm),
      cpuFigure('the same at 5,000/s', busy),
      {
        what: 'heard and kept of 5,000 updates a second',
        baseline: `${share(busy.stock)} heard`,
        ours: `${share(busy.ours)} heard, ${kept} of ${sum(busy.ours, 'sent')} kept`,
        ratio: null,
        goal: 'all',
        isReached: sum(busy.ours, 'heard') === sum(busy.ours, 'sent') && kept >= sum(busy.ours, 'sent'),
      },
      atMost('its p99', milliseconds, of(busy.ours, 'p99'), null, of(busy.stock, 'p99')),
      {
        what: 'memory of a selection and its two connections, idle',
        baseline: kilobytes(idle.stock),
        ours: kilobytes(idle.ours),
        ratio: idle.ours / idle.stock,
        goal: '≤ 0.5×',
        isReached: idle.ours <= 0.5 * idle.stock,
      },
      atMost('p99 across two processes, 500/s', milliseconds, of(across, 'p99'), 60),
    ]
  } finally {
    relay.stop()
    stock.stop()
  }
}

/** Each side in turn, another one first in each round. */
async function inTurn(
  servers: Sides,
  rounds: number,
  pace: { perSecond: number; seconds: number },
): Promise<Record<keyof Sides, Run[]>> {
  const runs: Record<keyof Sides, Run[]> = { relay: [], stock: [], ours: [] }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < sides.length; turn++) {
      const side = sides[(round + turn) % sides.length] ?? 'ours'
      const { url, pid, greets, variants } = servers[side]
      let before = 0
      const task = { write: url, read: url, greets, variants, pairs: PAIRS, lines: 5, ...pace }
      const measured = await people(task, () => (before = cpuMsOf(pid)))
      runs[side].push({ ...measured, cpuMs: cpuMsOf(pid) - before })
    }
  }
  return runs
}

/** Writers are at one process of the shop, readers at another. */
async function acrossProcesses(shop: Shop, rounds: number): Promise<Run[]> {
  const port = await freePort()
  const dataDir = path.join(shop.dataDir, 'second')
  fs.mkdirSync(dataDir)
  const second = spawnServer(dataDir, port, {
    DATABASE_URL: `postgres:///vidriera?user=vidriera_owner&host=${encodeURIComponent(shop.host)}`,
    SECRET_KEY: fs.readFileSync(path.join(shop.dataDir, 'secret-key'), 'utf8').trim(),
  })
  try {
    await untilAnswered(`http://127.0.0.1:${port}/api/stores/${SLUG}/products?limit=1`, second)
    const runs: Run[] = []
    for (let round = 0; round < rounds; round++) {
      const task = {
        write: syncUrl(shop.port),
        read: syncUrl(port),
        greets: true,
        variants: soldIn(shop),
        pairs: PAIRS,
        lines: 5,
        ...CALM,
      }
      const run = await people(task)
      if (run.heard < run.sent) throw new Error(`${run.sent - run.heard} updates did not come across`)
      runs.push({ ...run, cpuMs: 0 })
    }
    return runs
  } finally {
    await stopServer(second)
  }
}

/** Bytes that the server's process has grown by for each selection, with everybody still connected. */
async function memoryOfIdle({ url, pid, greets, variants }: Side): Promise<number> {
  const one = { write: url, read: url, greets, variants, lines: LINES, perSecond: 1, seconds: 0 }
  await people({ ...one, pairs: 50 }) // warm
  const before = memoryOf(pid)
  const crowd = fork(clients, { stdio: 'inherit' })
  try {
    await ask(crowd, { ...one, pairs: IDLE_PAIRS })
    await pause(UNTIL_ASLEEP_MS)
    return (memoryOf(pid) - before) / IDLE_PAIRS
  } finally {
    await dismiss(crowd)
  }
}

/** The median of one insert after the other, each with its own COMMIT on disk: milliseconds. */
async function durableInsert({ superuser }: Shop): Promise<number> {
  await superuser.query('create table single_inserts (id bigserial primary key, said bytea not null)')
  const times: number[] = []
  for (let n = 0; n < 500; n++) {
    const started = performance.now()
    await superuser.query('insert into single_inserts (said) values ($1)', [Buffer.alloc(60, n)])
    times.push(performance.now() - started)
  }
  await superuser.query('drop table single_inserts')
  return median(times)
}

/** How many updates of these selections lie in the database. */
async function updatesKept({ superuser }: Shop, runs: Run[]): Promise<number> {
  const ids = runs.flatMap((run) => run.ids)
  const { rows } = await superuser.query<{ kept: string }>(
    'select sum(seq) as kept from selections where id = any($1)',
    [ids],
  )
  // the first update of each is what the writer brought along
  return Number(rows[0]?.kept ?? 0) - ids.length
}

function latencyFigure({ relay, ours }: Record<keyof Sides, Run[]>, insert: number): Figure {
  const [theirs, own] = [of(relay, 'p50'), of(ours, 'p50')]
  const limit = insert + 2 * theirs
  return {
    what: 'an update from phone to phone, 500/s, p50',
    baseline: `${milliseconds(insert)} insert, ${milliseconds(theirs)} relay`,
    ours: milliseconds(own),
    ratio: own / limit,
    goal: '≤ insert + 2 × relay',
    isReached: own <= limit,
  }
}

function cpuFigure(what: string, runs: Record<keyof Sides, Run[]>): Figure {
  const each = (side: Run[]) => median(side.map((run) => (run.cpuMs / run.sent) * 1_000))
  const [theirs, own] = [each(runs.stock), each(runs.ours)]
  return {
    what,
    baseline: `${theirs.toFixed(0)} µs`,
    ours: `${own.toFixed(0)} µs`,
    ratio: own / theirs,
    goal: '≤ 2×',
    isReached: own <= 2 * theirs,
  }
}

function atMost(
  what: string,
  text: (value: number) => string,
  value: number,
  limit: number | null,
  baseline?: number,
): Figure {
  return {
    what,
    baseline: baseline === undefined ? '' : text(baseline),
    ours: text(value),
    ratio: baseline === undefined ? null : value / baseline,
    goal: limit === null ? '' : `≤ ${text(limit)}`,
    isReached: limit === null || value <= limit,
  }
}

const of = (runs: SyncMeasured[], key: 'p50' | 'p99'): number => median(runs.map((run) => run[key]))
const sum = (runs: SyncMeasured[], key: 'sent' | 'heard'): number =>
  runs.reduce((all, run) => all + run[key], 0)
const share = (runs: SyncMeasured[]): string =>
  `${((100 * sum(runs, 'heard')) / sum(runs, 'sent')).toFixed(1)} %`
const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} kB`
/** What is not sold there would leave the selections again. */
const soldIn = (shop: Shop): string[] => shop.variants.slice(0, 20)
const syncUrl = (port: number): string => `ws://127.0.0.1:${port}/sync/${SLUG}`

const clients = fileURLToPath(new URL('./sync-clients.ts', import.meta.url))

/** `begins` is called when everybody is there. */
async function people(task: SyncTask, begins?: () => void): Promise<SyncMeasured> {
  const crowd = fork(clients, { stdio: 'inherit' })
  try {
    return await ask(crowd, task, begins)
  } finally {
    await dismiss(crowd)
  }
}

const ask = (crowd: ChildProcess, task: SyncTask, begins?: () => void): Promise<SyncMeasured> =>
  new Promise((resolve, reject) => {
    crowd.once('exit', (code) => reject(new Error(`the people at the selections left with ${code}`)))
    crowd.on('message', (said: 'begins' | { measured: SyncMeasured } | { failure: string }) => {
      if (said === 'begins') begins?.()
      else if ('measured' in said) resolve(said.measured)
      else reject(new Error(said.failure))
    })
    crowd.send(task)
  })

async function dismiss(crowd: ChildProcess): Promise<void> {
  if (crowd.exitCode !== null) return
  const gone = new Promise((resolve) => crowd.once('exit', resolve))
  crowd.send('leave')
  await gone
}

function startServer(kind: SyncServer): Promise<{ url: string; pid: number; stop: () => void }> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./sync-server.ts', import.meta.url)), { stdio: 'inherit' })
    child.once('error', reject)
    child.once('message', ({ port }: { port: number }) =>
      resolve({ url: `ws://127.0.0.1:${port}`, pid: pidOf(child), stop: () => child.disconnect() }),
    )
    child.send(kind)
  })
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('a server did not start')
  return pid
}

/** Processor time of a process so far: `man 5 proc`, fields 14 and 15, in hundredths of a second. */
function cpuMsOf(pid: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024

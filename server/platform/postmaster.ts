import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandOptions, type Layout } from './postgres-layout.ts'
import { processIdentity, readIfThere } from './process-lock.ts'

/** The process that all others of one Postgres descend from. */
export type Postmaster = {
  /** Resolves when it has ended, whoever wanted that. */
  gone: Promise<void>
  /** To this very process; to nobody once it has ended, whoever has its number then. */
  signal: (name: NodeJS.Signals) => void
}

/** Starts one on an existing cluster; resolves when it takes log-ins, and with its last words where it ended before that. */
export async function launch(layout: Layout, signal: AbortSignal): Promise<Postmaster | string> {
  signal.throwIfAborted()
  const log = fs.openSync(layout.log, 'a', 0o600)
  const said = fs.fstatSync(log).size
  const tuning = ['shared_buffers=128MB', 'max_connections=100', 'max_wal_size=1GB', 'jit=off']
  const settings = ['listen_addresses=', 'unix_socket_permissions=0700', ...tuning].flatMap((s) => ['-c', s])
  // detached: Ctrl-C must reach us first, and our own death must not break its pipes
  const child = spawn(
    path.join(layout.bin, 'postgres'),
    ['-D', layout.cluster, '-k', layout.socketDir, ...settings],
    { ...commandOptions(layout), detached: true, stdio: ['ignore', log, log] },
  )
  child.unref()
  fs.closeSync(log)
  let failure: Error | undefined
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      failure = error
      resolve()
    })
  })
  // until we have heard of its end its number is given to nobody else
  const postmaster = endingWithUs({ gone, signal: (name) => void child.kill(name) })
  const isGone = (): boolean => failure !== undefined || child.exitCode !== null || child.signalCode !== null
  while (!isGone()) {
    if (signal.aborted) {
      await end(postmaster)
      signal.throwIfAborted()
    }
    if (readyPid(layout) === child.pid && (await accepts(layout.socket))) return postmaster
    await Promise.race([pause(10), gone])
  }
  return failure?.message ?? lastWords(layout.log, said)
}

/** The one that already runs on this cluster, if there is one; throws where its pid file names somebody else. */
export async function findPostmaster(layout: Layout): Promise<Postmaster | undefined> {
  if (!(await accepts(layout.socket))) return undefined
  const pid = readyPid(layout)
  if (pid === undefined) return undefined // it is just coming or going
  const identity = processIdentity(pid)
  if (identity === undefined || !isPostgresOn(layout.cluster, pid)) {
    throw new Error(`a Postgres answers in ${layout.socketDir}, but process ${pid} in its pid file is not it`)
  }
  const isThere = (): boolean => processIdentity(pid) === identity
  const watch = async (): Promise<void> => {
    while (isThere()) await pause(250, undefined, { ref: false })
  }
  return endingWithUs({
    gone: watch(),
    signal: (name) => {
      if (isThere()) process.kill(pid, name)
    },
  })
}

/** A process that leaves at once cannot wait: what is not in its place by then the next start replays. */
function endingWithUs(postmaster: Postmaster): Postmaster {
  const leave = (): void => postmaster.signal('SIGQUIT')
  process.on('exit', leave)
  void postmaster.gone.then(() => process.off('exit', leave))
  return postmaster
}

const PATIENCE_MS = 10_000

/** Lets it write everything down; after ten seconds it has to leave that to the next start. */
export async function end(postmaster: Postmaster): Promise<void> {
  let isGone = false
  const gone = postmaster.gone.then(() => (isGone = true))
  postmaster.signal('SIGINT')
  for (const until = Date.now() + PATIENCE_MS; !isGone; await Promise.race([gone, pause(100)])) {
    if (Date.now() > until) postmaster.signal('SIGQUIT')
  }
}

/** A pid file alone lies (zombies, recycled numbers); only an accepting socket proves a living server. */
export function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(socket, () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}

/** The process in `postmaster.pid` while it is ready. */
function readyPid({ cluster }: Layout): number | undefined {
  const lines = readIfThere(path.join(cluster, 'postmaster.pid'))?.split('\n') ?? []
  return lines[7]?.startsWith('ready') ? Number(lines[0]) : undefined
}

/** Asks the process itself what it was started for. */
function isPostgresOn(cluster: string, pid: number): boolean {
  const words = commandLine(pid)
  const directory = words[words.indexOf('-D') + 1]
  return /^postgres(?:\.exe)?$/.test(path.basename(words[0] ?? '')) && sameFolder(directory, cluster)
}

function commandLine(pid: number): string[] {
  if (process.platform === 'linux') return (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0')
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(' ')
  } catch {
    return [] // there is no such process
  }
}

function sameFolder(one: string | undefined, other: string): boolean {
  if (one === undefined || !fs.existsSync(one)) return false
  return fs.realpathSync(one) === fs.realpathSync(other)
}

/** Why it ended, from what it has written since. */
function lastWords(log: string, from: number): string {
  const file = fs.openSync(log, 'r')
  const text = Buffer.alloc(Math.max(fs.fstatSync(file).size - from, 0))
  fs.readSync(file, text, { position: from })
  fs.closeSync(file)
  return (
    [...text.toString('utf8').matchAll(/(?:FATAL|PANIC|postgres): +(.*)/g)].at(-1)?.[1] ?? 'it says nothing'
  )
}

import fs from 'node:fs'
import { randomUUID } from 'node:crypto'

/** File content, or undefined where there is no file. */
export function readIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * A process by pid and kernel start time, so that neither a recycled pid nor a zombie passes for a living owner;
 * undefined when there is none. Outside Linux only the pid can be asked.
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0)
      return `${pid}`
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM' ? `${pid}` : undefined
    }
  }
  const stat = readIfThere(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? undefined : `${pid} ${fields[19]}`
}

/** The living process that holds the lock file, if there is one. */
export function lockHolder(file: string): number | undefined {
  const held = readIfThere(file)
  if (held === undefined || held === '') return undefined
  const pid = Number(held.split(' ')[0])
  return processIdentity(pid) === held ? pid : undefined
}

/** Whoever was first still lives. */
export class InUse extends Error {
  readonly holder: number

  constructor(what: string, holder: number) {
    super(`${what} is in use by process ${holder}`)
    this.holder = holder
  }
}

/**
 * Takes the lock file for this process or throws `InUse` with the pid of the owner; returns the release. A process
 * that ends by itself gives it back on the way out; what `kill -9` left is recognised as stale.
 */
export function takeLock(file: string, what: string): () => void {
  const own = processIdentity(process.pid) ?? String(process.pid)
  const draft = `${file}.${randomUUID()}`
  fs.writeFileSync(draft, own, { mode: 0o600 })
  try {
    while (!linked(draft, file)) {
      const holder = lockHolder(file)
      if (holder !== undefined) throw new InUse(what, holder)
      discardStale(file, what)
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
  const release = (): void => {
    process.off('exit', release)
    if (readIfThere(file) === own) fs.rmSync(file, { force: true })
  }
  process.on('exit', release)
  return release
}

/** The file appears whole or not at all, and for one of many. */
function linked(draft: string, file: string): boolean {
  try {
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/**
 * Removing is a step of its own after looking, so it has a lock of its own: of two that find the same stale lock the
 * slower would otherwise remove what the quicker has just taken.
 */
function discardStale(file: string, what: string): void {
  const release = takeLock(`${file}.stale`, what)
  try {
    if (readIfThere(file) !== undefined && lockHolder(file) === undefined) fs.rmSync(file)
  } finally {
    release()
  }
}

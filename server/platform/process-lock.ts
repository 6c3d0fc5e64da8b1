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

/** Takes the lock file for this process or throws with the pid of the owner; returns the release. */
export function takeLock(file: string, what: string): () => void {
  const own = processIdentity(process.pid) ?? String(process.pid)
  const draft = `${file}.${randomUUID()}`
  fs.writeFileSync(draft, own, { mode: 0o600 })
  try {
    for (;;) {
      try {
        fs.linkSync(draft, file) // appears whole or not at all
        return () => fs.rmSync(file, { force: true })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = lockHolder(file)
      if (holder !== undefined) throw new Error(`${what} is in use by process ${holder}`)
      fs.rmSync(file, { force: true })
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

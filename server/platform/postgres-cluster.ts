import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { commandOptions, type Layout } from './postgres-layout.ts'

/**
 * Makes the cluster where there is none: initdb beside its place, then a rename, so that no half cluster is ever
 * taken for one. When `signal` aborts, initdb and all it has started end, and nothing is left.
 */
export async function initialise(layout: Layout, signal: AbortSignal): Promise<void> {
  const { home, cluster } = layout
  if (fs.existsSync(path.join(cluster, 'PG_VERSION'))) return
  for (const name of fs.readdirSync(home)) {
    // what a killed start left
    if (name.startsWith('cluster.')) fs.rmSync(path.join(home, name), { recursive: true, force: true })
  }
  const draft = `${cluster}.${randomUUID()}`
  try {
    const said = await initdb(layout, draft, 'C.UTF-8', signal)
    // hosts without that locale; search strips accents before it looks
    const again = said?.includes('locale') ? await initdb(layout, draft, 'C', signal) : said
    signal.throwIfAborted()
    if (again !== undefined) throw new Error(`initdb could not make a cluster in ${home}: ${again}`)
    fs.renameSync(draft, cluster)
  } finally {
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

/** Resolves when all of it has ended: with nothing where it succeeded, else with what it said. */
async function initdb(
  layout: Layout,
  directory: string,
  ctype: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  signal.throwIfAborted()
  const flags = ['--auth-local=trust', '--auth-host=reject', '-E', 'UTF8', '--locale-provider=builtin']
  const locale = ['--builtin-locale=C.UTF-8', '--lc-collate=C', `--lc-ctype=${ctype}`]
  const child = spawn(
    path.join(layout.bin, 'initdb'),
    ['-D', directory, '-U', 'postgres', ...flags, ...locale],
    // a group of its own: Ctrl-C reaches us alone, and we end the whole of it
    { ...commandOptions(layout), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const tell = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // else all of it has ended just now
    }
  }
  let late: NodeJS.Timeout | undefined
  const onAbort = (): void => {
    tell('SIGTERM')
    late = setTimeout(tell, 1_000, 'SIGKILL') // while it syncs its files it hears nothing else
  }
  const onExit = (): void => tell('SIGKILL')
  signal.addEventListener('abort', onAbort)
  process.on('exit', onExit)
  try {
    // not 'exit': what initdb has started holds the pipe open until it has ended too
    const [code] = (await once(child, 'close')) as [number | null]
    return code === 0 ? undefined : (/error: (.*)/.exec(said)?.[1] ?? said.trim())
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', onAbort)
    process.off('exit', onExit)
  }
}

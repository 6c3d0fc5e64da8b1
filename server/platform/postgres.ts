import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { initialise } from './postgres-cluster.ts'
import { layoutOf, prepare, type Layout } from './postgres-layout.ts'
import { accepts, end, findPostmaster, launch, type Postmaster } from './postmaster.ts'

export type EmbeddedPostgres = {
  /** Directory of the unix socket, mode 0700: whoever may enter it may log in. */
  host: string
  /** Resolves when Postgres has gone without being told to. */
  died: Promise<void>
  stop: () => Promise<void>
}

const never = new AbortController().signal

/**
 * Starts the Postgres that npm brought in `dataDir`, or attaches to the one that already runs there. It ends with this
 * process, at the latest when that exits. When `signal` aborts, what has been started by then is stopped before this
 * rejects. Its own log is `postgres.log` in that directory.
 */
export async function startPostgres(dataDir: string, signal: AbortSignal = never): Promise<EmbeddedPostgres> {
  fs.mkdirSync(dataDir, { recursive: true })
  const layout = layoutOf(dataDir)
  await prepare(layout)
  await initialise(layout, signal)
  const postmaster = await findOrLaunch(layout, signal)
  let isStopping = false
  const died = new Promise<void>((resolve) => {
    void postmaster.gone.then(() => isStopping || resolve())
  })
  return {
    host: layout.socketDir,
    died,
    stop: async () => {
      isStopping = true
      await end(postmaster)
    },
  }
}

/** What passes by itself: children of a killed postmaster hold its memory and its files for a moment. */
const passing = /shared memory|lock file|the database system is/

async function findOrLaunch(layout: Layout, signal: AbortSignal): Promise<Postmaster> {
  for (const until = Date.now() + 15_000; ;) {
    const started = (await findPostmaster(layout)) ?? (await launch(layout, signal))
    if (typeof started !== 'string') return started
    if (!passing.test(started) || Date.now() > until)
      throw new Error(`Postgres does not start: ${started} (${layout.log} has the rest)`)
    await pause(300, undefined, { signal })
  }
}

/** Socket directory of a Postgres that is running for `dataDir`, for commands beside the server; undefined if none is. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  if (!fs.existsSync(dataDir)) return undefined
  const { socket, socketDir } = layoutOf(dataDir)
  return (await accepts(socket)) ? socketDir : undefined
}

/** True where a server has been started on `dataDir` before. */
export const hasCluster = (dataDir: string): boolean =>
  fs.existsSync(dataDir) && fs.existsSync(layoutOf(dataDir).cluster)

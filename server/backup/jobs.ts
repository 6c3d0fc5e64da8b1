import fs from 'node:fs'
import path from 'node:path'
import type { Deps } from '../deps.ts'
import type { Connection } from '../platform/database.ts'
import { backUp } from './backup.ts'

const KEPT_DAYS = 14
const DAY_MS = 86_400_000
const NAME = /^vidriera-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.backup\.gz$/

const backupsFolder = (dataDir: string): string => path.join(dataDir, 'backups')

/** Where a backup made at that moment goes by itself. */
export const backupFile = (dataDir: string, at: Date): string =>
  path.join(
    backupsFolder(dataDir),
    `vidriera-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup.gz`,
  )

/** The nightly backup; those older than 14 days go once the new one is whole. */
export async function backupJob(
  deps: Pick<Deps, 'config' | 'keys' | 'log' | 'metrics' | 'clock'>,
  connection: Connection,
): Promise<void> {
  const { dataDir } = deps.config
  const now = deps.clock.now()
  const { file, bytes, rows, breaches } = await backUp(
    { connection, keys: deps.keys, dataDir },
    backupFile(dataDir, now),
  )
  deps.metrics.backedUp(bytes)
  if (breaches.length > 0)
    deps.log.warn({ breaches: breaches.length }, 'the backup holds what breaks an invariant')
  const removed = removeOld(backupsFolder(dataDir), now)
  deps.log.info({ file: path.basename(file), bytes, rows, removed }, 'backup made')
}

/** Removes backups older than 14 days, by the time in their name; returns how many. */
function removeOld(folder: string, now: Date): number {
  const old = fs.readdirSync(folder).filter((name) => {
    const parts = NAME.exec(name)
    if (!parts) return false // not ours to remove
    const [, date, hour, minute, second] = parts
    return now.getTime() - Date.parse(`${date}T${hour}:${minute}:${second}Z`) > KEPT_DAYS * DAY_MS
  })
  for (const name of old) fs.rmSync(path.join(folder, name))
  return old.length
}

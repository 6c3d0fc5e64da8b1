import { sql } from 'drizzle-orm'
import { withSystem, type Database } from '../platform/tenancy.ts'
import { lockHash } from './media-rows.ts'
import type { Pictures } from './pictures.ts'

/** Time enough to put what was uploaded somewhere. */
const UNUSED_FOR = '7 days'

/** Forgets pictures that nothing shows any more, and their files where no other store has them; answers how many. */
export async function removeUnusedPictures(
  { db, pictures }: { db: Database; pictures: Pictures },
  unusedFor = UNUSED_FOR,
): Promise<number> {
  const { rows } = await withSystem(db, (tx) =>
    tx.execute<{ hash: string | null; width: number | null }>(sql`
      delete from media m using unused_media(${unusedFor}::interval) u
      where m.store_id = u.store_id and m.id = u.id returning m.hash, m.width`),
  )
  for (const { hash, width } of rows) {
    if (hash === null || width === null) continue
    await withSystem(db, async (tx) => {
      await lockHash(tx, hash)
      const { rowCount } = await tx.execute(sql`select from media where hash = ${hash} limit 1`)
      // with the lock: who adds this very picture meanwhile sees that its files are gone, and keeps them again
      if (rowCount === 0) await pictures.remove({ hash, width })
    })
  }
  return rows.length
}

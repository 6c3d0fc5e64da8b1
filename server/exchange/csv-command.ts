import type { Store } from '../platform/http.ts'
import { Refusal } from '../platform/problem.ts'
import { onDatabase } from '../platform/run-command.ts'
import type { Database } from '../platform/tenancy.ts'
import { createStoreDirectory } from '../stores/stores.ts'

/** Runs `work` on one store; answers what `work` answers. `origin` is known where PUBLIC_URL says it. */
export function onStore(
  slug: string,
  work: (db: Database, store: Store, origin: string | undefined) => Promise<number>,
): Promise<number> {
  return onDatabase(async (db, config) => {
    const store = await createStoreDirectory(db).bySlug(slug)
    if (!store) throw new Refusal('store-not-found', { detail: `there is no store ${slug}` })
    return work(db, store, config.publicUrl)
  })
}

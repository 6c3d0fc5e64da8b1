import type { StoreChange } from '../../shared/store.ts'
import { useAdmin } from './admin-context.ts'
import { createSaving } from './create-saving.ts'
import type { Problem } from './merchant-api.ts'

/** Saves a part of what the store says of itself; the pages around follow at once. */
export function createStoreSaving() {
  const admin = useAdmin()
  const saving = createSaving()
  return {
    ...saving,
    /** Answers whether it was done. */
    save: async (
      change: StoreChange,
      said: string,
      explain?: (problem: Problem) => string | undefined,
    ): Promise<boolean> => {
      const store = await saving.send(() => admin.api.change(change), {
        said,
        hear: admin.hear,
        ...(explain ? { explain } : {}),
      })
      if (store) admin.changed(store)
      return store !== undefined
    },
  }
}

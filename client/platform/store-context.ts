import { createContext, useContext } from 'solid-js'
import type { StoreProfile } from '../../shared/store.ts'

export const StoreContext = createContext<() => StoreProfile>()

/** The store whose window this is. */
export function useStore(): () => StoreProfile {
  const store = useContext(StoreContext)
  if (!store) throw new Error('useStore outside of a store')
  return store
}

import { createContext, useContext } from 'solid-js'
import type { Selection } from './create-selection.ts'

export const SelectionContext = createContext<Selection>()

export function useSelection(): Selection {
  const selection = useContext(SelectionContext)
  if (!selection) throw new Error('useSelection outside of a store')
  return selection
}

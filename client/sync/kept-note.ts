/** What is being said with a reservation, from the first letter until it is made. */
import { keep, readKept } from '../platform/storage.ts'

const key = (store: string) => `vidriera:${store}:note`

export const readNote = (store: string): string | null => readKept(key(store))
export const keepNote = (store: string, note: string): boolean => keep(key(store), note)
export const forgetNote = (store: string): boolean => keep(key(store), null)

/** The press that no answer has come to, until one does: whatever is pressed next asks under the same key. */
import { readKept } from '../platform/storage.ts'

export const pressKey = (store: string) => `vidriera:${store}:press`

/** Whether something may have been reserved that this phone has not heard of yet. */
export const isUnanswered = (store: string): boolean => readKept(pressKey(store)) !== null

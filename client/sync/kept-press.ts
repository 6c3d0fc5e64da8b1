/** The press that no answer has come to, until one does: whatever is pressed next asks under the same key. */
import { createSignal } from 'solid-js'
import { keep, readKept, watchKept } from '../platform/storage.ts'
import { parsePress, type Press } from './press.ts'

export const pressKey = (store: string) => `vidriera:${store}:press`
const [changes, setChanges] = createSignal(0)
const tell = () => setChanges((count) => count + 1)

/** Tracked: it changes when this page keeps another one, and while somebody watches also when another tab does. */
export function readPress(store: string): Press | null {
  changes()
  return parsePress(readKept(pressKey(store)))
}

export function keepPress(store: string, press: Press | null): void {
  keep(pressKey(store), press === null ? null : JSON.stringify(press))
  tell()
}

export const watchPress = (store: string): (() => void) => watchKept(pressKey(store), tell)

/** Whether something may have been reserved that this phone has not heard of yet. */
export function isUnanswered(store: string): boolean {
  const press = readPress(store)
  return press !== null && press.waits !== 'unsent' && press.refusal === undefined
}

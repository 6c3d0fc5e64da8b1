/** What the person with this phone is called: said once, to whoever chooses with them and with what they reserve. */
import { createSignal } from 'solid-js'
import { isServer } from 'solid-js/web'
import { keep, readKept } from './storage.ts'

const KEY = 'vidriera:name'
const [name, setName] = createSignal(isServer ? '' : (readKept(KEY) ?? ''))

export const ownName = name
export function keepOwnName(text: string): void {
  setName(text)
  keep(KEY, text.trim() || null)
}

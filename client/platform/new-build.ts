/** Whether a newer build of the shop is at hand. */
import { createSignal } from 'solid-js'

export type NewBuild = 'none' | 'waits' | 'took-over'

/** `waits`: may be taken now. `took-over`: another tab has taken it; this one goes on with what it has loaded. */
export const [newBuild, setNewBuild] = createSignal<NewBuild>('none')

import { onMount } from 'solid-js'
import { isServer } from 'solid-js/web'

const ALIVE = 'alive'

/**
 * What somebody has written or chosen in a control of the server's before its code came; undefined where there is none.
 * To be asked for first of all: coming to life sets the control to what the server had written.
 */
export function earlyValue(selector: string): string | undefined {
  if (isServer) return undefined
  const find = () => document.querySelector<HTMLInputElement | HTMLSelectElement>(selector)
  onMount(() => {
    const control = find()
    if (control) control.dataset[ALIVE] = ''
  })
  const control = find()
  return control && !(ALIVE in control.dataset) ? control.value : undefined
}

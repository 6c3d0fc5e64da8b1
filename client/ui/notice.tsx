import type { JSX } from 'solid-js'
import './notice.css'

/** Something the shopper should know, said where it matters. `polite` waits for the reader to finish. */
export function Notice(props: { tone: 'plain' | 'warning' | 'danger'; children: JSX.Element }) {
  return (
    <div class="notice" data-tone={props.tone} role={props.tone === 'plain' ? 'status' : 'alert'}>
      {props.children}
    </div>
  )
}

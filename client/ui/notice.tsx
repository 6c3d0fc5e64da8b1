import type { JSX } from 'solid-js'
import './notice.css'

type Tone = 'plain' | 'success' | 'warning' | 'danger'

/** Something the shopper should know, said where it matters. What is no trouble waits for the reader to finish. */
export function Notice(props: { tone: Tone; children: JSX.Element }) {
  const isTrouble = () => props.tone === 'warning' || props.tone === 'danger'
  return (
    <div class="notice" data-tone={props.tone} role={isTrouble() ? 'alert' : 'status'}>
      {props.children}
    </div>
  )
}

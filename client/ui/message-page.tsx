import { children, Show, type JSX } from 'solid-js'
import './message-page.css'

/** A whole page that says one thing: what happened, what is safe, what to do. */
export function MessagePage(props: { title: string; text: string; children?: JSX.Element }) {
  // Made once: asked for twice, they would be two, and the browser would look for the one that was not sent.
  const actions = children(() => props.children)
  return (
    <section class="message-page">
      <svg class="message-glyph" viewBox="0 0 64 72" aria-hidden="true">
        <path d="M8 68V30a24 24 0 0 1 48 0v38M2 68h60M20 56h24" />
      </svg>
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <Show when={actions()}>
        <div class="message-actions">{actions()}</div>
      </Show>
    </section>
  )
}

import { children, Show, type JSX } from 'solid-js'
import './message-page.css'

/** A lit niche with nothing in it; with its shutter down; by the light of the street alone. */
export type MessageScene = 'empty' | 'closed' | 'dark'

/** A whole page that says one thing: what happened, what is safe, what to do. */
export function MessagePage(props: {
  scene: MessageScene
  /** Of the store, where one is known. */
  name?: string | undefined
  title: string
  text: string
  children?: JSX.Element
}) {
  // Made once: asked for twice, they would be two, and the browser would look for the one that was not sent.
  const actions = children(() => props.children)
  return (
    <section class="message-page">
      <svg class="message-scene" data-scene={props.scene} viewBox="0 0 160 200" aria-hidden="true">
        <path class="scene-light" d="M24 184V84a56 56 0 0 1 112 0v100z" />
        <path class="scene-floor" d="M24 184v-14l112-0v14z" />
        <path
          class="scene-shutter"
          d="M29 62h102M25 76h110M24 90h112M24 104h112M24 118h112M24 132h112M24 146h112M24 160h112M24 174h112"
        />
        <path class="scene-frame" d="M24 184V84a56 56 0 0 1 112 0v100M8 184h144" />
      </svg>
      <div class="message-words">
        <Show when={props.name}>{(name) => <p class="message-name">{name()}</p>}</Show>
        <h1>{props.title}</h1>
        <p>{props.text}</p>
        <Show when={actions()}>
          <div class="message-actions">{actions()}</div>
        </Show>
      </div>
    </section>
  )
}

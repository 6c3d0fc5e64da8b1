import type { JSX } from 'solid-js'

/** Where there is nothing yet: what could be here, and the next step as children. */
export const Nothing = (props: { text: string; children?: JSX.Element }) => (
  <div class="nothing">
    <p>{props.text}</p>
    {props.children}
  </div>
)

import type { JSX } from 'solid-js'
import './paper.css'

/** What is printed and handed over: a ticket, a receipt. */
export const Paper = (props: { children: JSX.Element; status?: string }) => (
  <article class="paper" data-status={props.status}>
    {props.children}
  </article>
)

/** A dashed line to fold along. */
export const Fold = () => <hr class="paper-fold" />

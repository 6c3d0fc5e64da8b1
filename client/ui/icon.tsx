/** One of the drawings of `icons.ts`; what it means is said beside it, or by the label of its button. */
export const Icon = (props: { path: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={props.path} />
  </svg>
)

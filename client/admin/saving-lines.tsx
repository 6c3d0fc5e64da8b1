import type { Saving } from './create-saving.ts'

/** What became of a form, told where it stands. */
export function SavingLines(props: { saving: Saving }) {
  return (
    <div class="saving">
      <p class="saved" role="status">
        {props.saving.said()}
      </p>
      <p class="refusal" role="alert">
        {props.saving.refusal()}
      </p>
    </div>
  )
}

import { createUniqueId, Show, splitProps, type JSX } from 'solid-js'

type FieldProps = {
  label: string
  /** A small word behind the label, such as "opcional". */
  hint?: string | undefined
  /** What is wrong with it, and what to write instead. */
  wrong?: string | undefined
} & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'class' | 'id'>

/** One line to write on. */
export function Field(props: FieldProps) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'wrong'])
  const id = createUniqueId()
  return (
    <label class="field" data-wrong={own.wrong !== undefined}>
      <span>
        {own.label} <Show when={own.hint}>{(hint) => <small>{hint()}</small>}</Show>
      </span>
      <input {...rest} aria-invalid={own.wrong !== undefined} aria-describedby={own.wrong ? id : undefined} />
      <Show when={own.wrong}>
        {(wrong) => (
          <p class="field-wrong" id={id}>
            {wrong()}
          </p>
        )}
      </Show>
    </label>
  )
}

import { For, onMount } from 'solid-js'

type ConfirmDialogProps = {
  title: string
  /** What it means; empty lines are left out. */
  lines: string[]
  yes: string
  no: string
  onYes: () => void
  onClose: () => void
}

/** Asks before something that cannot be undone. Escape and the ground around it leave everything as it was. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  let dialog!: HTMLDialogElement
  onMount(() => dialog.showModal())
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="confirm-title"
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === dialog) dialog.close()
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onYes()
        }}
      >
        <h2 id="confirm-title">{props.title}</h2>
        <For each={props.lines.filter((line) => line !== '')}>{(line) => <p>{line}</p>}</For>
        <div class="sheet-actions">
          <button type="submit" class="button" data-kind="danger">
            {props.yes}
          </button>
          <button type="button" class="button" onClick={() => dialog.close()}>
            {props.no}
          </button>
        </div>
      </form>
    </dialog>
  )
}

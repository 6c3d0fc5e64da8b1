/** Fills the screen until Esc or its own button closes it; only ever in a chunk that is fetched when it opens. */
import { Dialog } from '@kobalte/core/dialog'
import type { JSX } from 'solid-js'
import { createBackCloses } from './back-closes.ts'
import './full-screen.css'

type FullScreenProps = {
  isOpen: boolean
  onClose: () => void
  label: string
  /** Where the focus goes when it closes. */
  returnTo: () => HTMLElement | null | undefined
  onKeyDown?: (event: KeyboardEvent) => void
  children: JSX.Element
}

export function FullScreen(props: FullScreenProps) {
  createBackCloses(
    () => props.isOpen,
    () => props.onClose(),
  )
  return (
    <Dialog open={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          class="full-screen"
          aria-label={props.label}
          onKeyDown={(event: KeyboardEvent) => props.onKeyDown?.(event)}
          onCloseAutoFocus={(event: Event) => {
            event.preventDefault()
            props.returnTo()?.focus({ preventScroll: true })
          }}
        >
          {props.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  )
}

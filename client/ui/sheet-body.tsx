/** The moving part of a sheet; in a chunk of its own, because most pages are read without opening one. */
import Drawer from '@corvu/drawer'
import { createBackCloses, hearsEscape } from './back-closes.ts'
import { closeIcon } from './icons.ts'
import { IconButton } from './button.tsx'
import type { SheetProps } from './sheet.tsx'
import './sheet.css'

const WIDE = '(min-width: 48rem)'

export default function SheetBody(props: SheetProps) {
  const isWide = matchMedia(WIDE).matches
  createBackCloses(
    () => props.isOpen,
    () => props.onClose(),
  )
  return (
    <Drawer
      open={props.isOpen}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      side={isWide ? 'right' : 'bottom'}
      closeOnOutsidePointer
      closeOnEscapeKeyDown={!hearsEscape()}
    >
      {(drawer) => (
        <Drawer.Portal>
          <Drawer.Overlay class="sheet-scrim" style={{ opacity: drawer.openPercentage }} />
          <Drawer.Content class="sheet" data-place={props.place ?? 'side'}>
            <div class="sheet-head">
              <Drawer.Label class="sheet-title">{props.title}</Drawer.Label>
              <IconButton icon={closeIcon} label={props.closeLabel} onClick={() => props.onClose()} />
            </div>
            {/* With a mouse the words in it are for reading, not for pulling. */}
            <div class="sheet-body" {...(isWide ? { 'data-corvu-no-drag': '' } : {})}>
              {props.children}
            </div>
          </Drawer.Content>
        </Drawer.Portal>
      )}
    </Drawer>
  )
}

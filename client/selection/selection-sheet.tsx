import { useTexts } from '../platform/i18n.ts'
import SheetBody from '../ui/sheet-body.tsx'
import { Counter } from './counter.tsx'
import './selection.css'

/** The selection over the page that is open: from the right on a desk, from below on a phone. */
export default function SelectionSheet(props: { isOpen: boolean; onClose: () => void }) {
  const words = useTexts('selection')
  return (
    <SheetBody
      isOpen={props.isOpen}
      onClose={() => props.onClose()}
      title={words.title}
      closeLabel={words.close}
    >
      <Counter />
    </SheetBody>
  )
}

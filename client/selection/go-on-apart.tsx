import { useTexts } from '../platform/i18n.ts'
import { useSelection } from '../sync/selection-context.ts'

/** Leaves the selection to the others, and goes on with the same lines. */
export function GoOnApart() {
  const selection = useSelection()
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => void selection.whenOpen().then((opened) => opened.goOnApart())}
    >
      {useTexts('selection').together.goOnApart}
    </button>
  )
}

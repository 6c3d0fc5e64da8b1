import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Button } from '../ui/button.tsx'
import { shareIcon } from '../ui/icons.ts'
import { Notice } from '../ui/notice.tsx'
import { Sheet } from '../ui/sheet.tsx'

const ShareSelection = lazy(() => import('./share-selection.tsx'))

/** Lets others in. What the shop has not got yet cannot be shared, and whoever was let in lets nobody in. */
export function ShareButton() {
  const words = useTexts('selection').together
  const selection = useSelection()
  const [isShown, setShown] = createSignal(false)
  const isThere = () => ['saved', 'saving'].includes(selection.serverCopy().is)
  return (
    <Show when={selection.shared() === null}>
      <Button
        kind="quiet"
        icon={shareIcon}
        reason={isThere() || isShown() ? undefined : words.needsConnection}
        onPress={() => setShown(true)}
      >
        {words.button}
      </Button>
      <Sheet
        isOpen={isShown()}
        onClose={() => setShown(false)}
        title={words.button}
        closeLabel={useTexts('selection').close}
        place="middle"
      >
        <Suspense>
          <ShareSelection />
        </Suspense>
      </Sheet>
    </Show>
  )
}

/** Whose selection this is, where it is not this browser's own. */
export function SharedNotice() {
  const words = useTexts('selection').together
  const selection = useSelection()
  const isOver = () => {
    const copy = selection.serverCopy()
    return copy.is === 'closed' && copy.why === 'revoked'
  }
  return (
    <Show when={selection.shared() !== null}>
      <Notice tone="plain">
        {isOver() ? words.over : words.guest}{' '}
        <button type="button" class="quiet" onClick={() => void selection.goTo(null)}>
          {words.back}
        </button>
      </Notice>
    </Show>
  )
}

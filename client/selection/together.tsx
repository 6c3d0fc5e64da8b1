import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { CloseReason } from '../../shared/sync.ts'
import { useTexts } from '../platform/i18n.ts'
import type { Selection } from '../sync/create-selection.ts'
import { isUnanswered } from '../sync/kept-press.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Button } from '../ui/button.tsx'
import { shareIcon } from '../ui/icons.ts'
import { Notice } from '../ui/notice.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { GoOnApart } from './go-on-apart.tsx'

const LateNotice = lazy(() => import('./late-notice.tsx'))
const ShareSelection = lazy(() => import('./share-selection.tsx'))

/** Lets others in. What the shop has not got yet cannot be shared, and whoever was let in lets nobody in. */
export function ShareButton() {
  const words = useTexts('selection').together
  const selection = useSelection()
  const [isShown, setShown] = createSignal(false)
  const isThere = () =>
    ['saved', 'saving'].includes(selection.serverCopy().is) || closedBy(selection) === 'locked'
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

/** Why the server takes nothing of it now, where it has said so. */
export function closedBy(selection: Selection): CloseReason | null {
  const copy = selection.serverCopy()
  return copy.is === 'closed' ? copy.why : null
}

/**
 * Closed to hands here: somebody has reserved it from another phone. Who did so here changes their reservation, or
 * presses again for the answer that was lost.
 */
export function isReserved(selection: Selection): boolean {
  return closedBy(selection) === 'locked' && selection.pending() === null && !isUnanswered(selection.store)
}

/** What others have done with this selection, and the ways that leaves. */
export function OthersNotice() {
  const words = useTexts('selection').together
  const selection = useSelection()
  const isSold = () => closedBy(selection) === 'stale' && selection.pending() === null
  return (
    <>
      <Show when={isSold()}>
        <Suspense>
          <LateNotice />
        </Suspense>
      </Show>
      <Show when={isReserved(selection)}>
        <Notice tone="plain">
          {words.reserved}
          <p class="pending-ways">
            <GoOnApart />
          </p>
        </Notice>
      </Show>
    </>
  )
}

/** Whose selection this is, where it is not this browser's own. */
export function SharedNotice() {
  const words = useTexts('selection').together
  const selection = useSelection()
  return (
    <Show when={selection.shared() !== null}>
      <Notice tone="plain">
        {closedBy(selection) === 'revoked' ? words.over : words.guest}{' '}
        <button type="button" class="quiet" onClick={() => void selection.goTo(null)}>
          {words.back}
        </button>
      </Notice>
    </Show>
  )
}

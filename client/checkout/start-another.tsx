import { Show } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { useNavigate } from '../platform/router.tsx'
import { startAnother } from '../sync/earlier.ts'
import type { Selection } from '../sync/create-selection.ts'
import { Button } from '../ui/button.tsx'
import { paths } from '../paths.ts'

/** Where this browser still has the lines of a reservation: an empty selection beside it, back in the window. */
export function StartAnother(props: { selection: Selection; isPending: boolean }) {
  const words = useTexts('checkout')
  const navigate = useNavigate()
  const start = async () => {
    await startAnother(props.selection)
    navigate(paths.window(props.selection.store))
  }
  return (
    <Show when={props.selection.lines().length > 0}>
      <div class="start-another">
        <Button kind="quiet" onPress={() => void start()}>
          {words.startAnother}
        </Button>
        <p>{props.isPending ? words.startAnotherHeld : words.startAnotherOver}</p>
      </div>
    </Show>
  )
}

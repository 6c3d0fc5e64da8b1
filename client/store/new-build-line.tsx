import { Show } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { newBuild, takeNewBuild } from '../platform/new-build.ts'
import { Button } from '../ui/button.tsx'

/** A newer shop is at hand: offered in every tab, forced on none. */
export function NewBuildLine() {
  const words = useTexts('shop').newBuild
  return (
    <div role="status">
      <Show when={newBuild() !== 'none'}>
        <p class="pending-line">
          <span>{words.text}</span>
          <Button kind="quiet" onPress={() => void takeNewBuild()}>
            {words.take}
          </Button>
        </p>
      </Show>
    </div>
  )
}

import { useTexts } from '../platform/i18n.ts'
import { takeNewBuild } from '../platform/take-new-build.ts'
import { Button } from '../ui/button.tsx'

/** A newer shop is at hand: offered in every tab, forced on none. */
export default function NewBuildLine() {
  const words = useTexts('shop').newBuild
  return (
    <p class="pending-line">
      <span>{words.text}</span>
      <Button kind="quiet" onPress={() => void takeNewBuild()}>
        {words.take}
      </Button>
    </p>
  )
}

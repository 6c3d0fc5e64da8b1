import { useTexts } from '../platform/i18n.ts'
import { takeNewBuild } from '../platform/take-new-build.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Newer code has written to it, perhaps in another tab: what this page would make of it is not what it says. */
export function NewerNotice() {
  const words = useTexts('selection')
  return (
    <Notice tone="plain">
      {words.newer}{' '}
      <Button kind="quiet" onPress={() => void takeNewBuild()}>
        {words.reload}
      </Button>
    </Notice>
  )
}

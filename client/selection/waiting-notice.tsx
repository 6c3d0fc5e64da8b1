import { Show } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { Notice } from '../ui/notice.tsx'
import type { Reserve } from './create-reserve.ts'

/** A press that waits for a connection is no reservation yet, and says so. */
export function WaitingNotice(props: { reserve: Reserve }) {
  const words = useTexts('selection').waiting
  const press = () => props.reserve.waiting()
  const text = () => {
    if (press()?.refusal) return words.changed
    if (!props.reserve.isAsked()) return words.other
    return press()?.waits === 'sent' ? words.sent : words.unsent
  }
  return (
    <Notice tone="plain">
      <p>{text()}</p>
      <Show when={press()?.waits === 'unsent' || press()?.refusal}>
        <p class="pending-ways">
          <button type="button" class="quiet" onClick={() => props.reserve.takeBack()}>
            {words.takeBack}
          </button>
        </p>
      </Show>
    </Notice>
  )
}

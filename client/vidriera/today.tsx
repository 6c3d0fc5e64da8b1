import { Show } from 'solid-js'
import { todaysHours } from '../../shared/weekdays.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { spansText } from '../platform/week.ts'

/** What the door says today. */
export default function Today() {
  const store = useStore()
  const words = useTexts('window')
  const text = () => {
    const { hours, timeZone } = store()
    if (!hours) return null
    const spans = todaysHours(hours, timeZone, new Date())
    return spans.length > 0 ? words.openToday(spansText(spans)) : words.closedToday
  }
  return <Show when={text()}>{(line) => <p class="today figures">{line()}</p>}</Show>
}

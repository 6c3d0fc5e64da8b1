import { Show } from 'solid-js'
import { pageLocale, useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { hourOf } from '../platform/time.ts'
import { useSelection } from '../sync/selection-context.ts'
import { closedBy } from './together.tsx'

/** Where the selection is safe: always said, and never more than is true. */
export function KeptWhere() {
  const words = useTexts('selection').keptWhere
  const store = useStore()
  const selection = useSelection()
  const text = () => {
    if (closedBy(selection) === 'locked') return words.locked
    const copy = selection.serverCopy()
    if (copy.is !== 'away') return words[copy.is]
    return words.away(hourOf(copy.since, store().timeZone, pageLocale(store().locale)))
  }
  return (
    <Show when={selection.state() === 'kept'}>
      <p class="kept-where" data-is={selection.serverCopy().is}>
        {text()}
      </p>
    </Show>
  )
}

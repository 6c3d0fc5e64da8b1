import { Match, Show, Switch } from 'solid-js'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { whatsappIcon } from '../ui/icons.ts'
import { Icon } from '../ui/icon.tsx'
import { Nothing } from '../ui/nothing.tsx'
import { paths, type WindowSearch } from '../paths.ts'
import { filterCount, withoutFilters } from './window-search.ts'

/** In place of the cards where there are none, with the way to where there are; an empty store has none but to ask. */
export default function NothingHere(props: { search: WindowSearch }) {
  const store = useStore()
  const words = useTexts('nothing')
  const isFiltered = () => filterCount(props.search) > 0
  const isFront = () => Object.keys(props.search).length === 0
  const text = () => {
    if (isFiltered()) return words.filteredEmpty
    if (isFront()) return words.emptyStore
    return props.search.q ? words.nothingFound(props.search.q) : words.empty
  }
  return (
    <Nothing text={text()}>
      <Switch
        fallback={
          <a class="button" href={paths.window(store().slug)}>
            {useTexts('shop').seeEverything}
          </a>
        }
      >
        <Match when={isFiltered()}>
          <a class="button" href={paths.window(store().slug, withoutFilters(props.search))}>
            {useTexts('window').withoutFilters}
          </a>
        </Match>
        <Match when={isFront()}>
          <Show when={store().whatsapp}>
            {(phone) => (
              <>
                <p>{words.emptyStoreNext}</p>
                <a class="button" href={`https://wa.me/${phone().slice(1)}`} rel="noopener">
                  <Icon path={whatsappIcon} />
                  {useTexts('shop').footer.write}
                </a>
              </>
            )}
          </Show>
        </Match>
      </Switch>
    </Nothing>
  )
}

import { hashOf, pictureUrl } from '../../shared/media.ts'
import { formatMoney } from '../../shared/money.ts'
import { answered } from '../platform/answered.ts'
import { shopApi } from '../platform/api.ts'
import { isAway } from '../platform/connection.ts'
import { pageLocale, useTexts } from '../platform/i18n.ts'
import { useNavigate } from '../platform/router.tsx'
import { useStore } from '../platform/store-context.ts'
import { SearchBox, type Suggestion } from '../ui/search-box.tsx'
import { Select } from '../ui/select.tsx'
import { paths, type WindowSearch } from '../paths.ts'
import { KeptFields } from './kept-fields.tsx'
import { sorts } from './window-search.ts'

/** Whoever types does not wait: the phone answers where the network is slower than a keystroke. */
const KEYSTROKE_MS = 150

/** Search and order: a plain GET form, taken over by the router where there is script. */
export default function WindowTools(props: { search: WindowSearch }) {
  const store = useStore()
  const words = useTexts('window')
  const { from } = useTexts('shop').price
  const navigate = useNavigate()
  const go = (form: HTMLFormElement) => {
    const fields = new FormData(form)
    const field = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const sort = field('sort') === 'featured' ? '' : field('sort')
    const { cursor: _cursor, ...kept } = props.search
    navigate(paths.window(store().slug, { ...kept, q: field('q'), sort }))
  }
  const suggest = async (text: string): Promise<Suggestion[]> => {
    const answer = await answered(
      store().slug,
      () => shopApi(store().slug).suggestions(text),
      (shop) => shop.suggestions(text),
      { patienceMs: KEYSTROKE_MS },
    )
    if (!answer.ok) return []
    const { products, categories } = answer.value
    const locale = pageLocale(store().locale)
    // A price of the phone's is shown where a line says how old it is.
    const hasAge = !answer.isKept || isAway()
    return [
      ...categories.map(({ slug, name }) => ({ key: `category:${slug}`, text: name, note: words.category })),
      ...products.map(({ slug, name, price, pricesVary, image }) => ({
        key: `product:${slug}`,
        text: name,
        note: hasAge ? [pricesVary && from, formatMoney(price, locale)].filter(Boolean).join(' ') : undefined,
        pictureUrl: image ? smallest(image) : undefined,
      })),
    ]
  }
  const choose = ({ key }: Suggestion) => {
    const [kind, slug = ''] = key.split(':')
    navigate(
      kind === 'product' ? paths.product(store().slug, slug) : paths.window(store().slug, { category: slug }),
    )
  }
  return (
    <form
      class="window-tools"
      id="search"
      role="search"
      method="get"
      action={paths.window(store().slug)}
      onSubmit={(event) => {
        event.preventDefault()
        go(event.currentTarget)
      }}
    >
      <SearchBox
        name="q"
        label={words.searchLabel}
        placeholder={words.searchPlaceholder}
        value={props.search.q ?? ''}
        suggest={suggest}
        onChoose={choose}
      />
      <Select
        label={words.sortLabel}
        name="sort"
        value={props.search.sort ?? 'featured'}
        options={sorts.map((sort) => ({
          value: sort,
          text: sort === 'featured' && props.search.q ? words.best : words.sorts[sort],
        }))}
        onChoose={(_sort, form) => form && go(form)}
      />
      <button type="submit" class="button without-script">
        {words.search}
      </button>
      <KeptFields search={props.search} own={['q', 'sort']} />
    </form>
  )
}

/** For a thumbnail, whatever the screen. */
function smallest({ url, width }: { url: string; width: number }): string {
  const hash = hashOf(url)
  return hash === undefined ? url : pictureUrl(hash, width, 1)
}

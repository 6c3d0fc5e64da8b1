import { createMemo, For, lazy, onMount, Show } from 'solid-js'
import type { CardPage, Category } from '../../shared/catalogue.ts'
import { createPriceAge } from '../platform/connection.ts'
import { loadTexts, useTexts } from '../platform/i18n.ts'
import { latePart, ownPart } from '../platform/late-part.ts'
import { loadCategories, loadFacets, loadProducts } from '../platform/loaders.ts'
import { createPageHead } from '../platform/page.ts'
import { createAsync } from '../platform/query.ts'
import { useLocation, useParams } from '../platform/router.tsx'
import { categoryData, storeData, structuredData } from '../platform/structured-data.ts'
import { useStore } from '../platform/store-context.ts'
import { countVisit } from '../platform/visits.ts'
import { Failure } from '../ui/late-failure.tsx'
import { ProductCard } from '../ui/product-card.tsx'
import { paths, type WindowSearch } from '../paths.ts'
import { createWindowPages } from './create-window-pages.ts'
import { searchOf } from './window-search.ts'
// Of what comes after the first paint the looks are there before.
import '../ui/chip.css'
import '../ui/search-box.css'
import '../ui/select.css'
import './vidriera.css'

// The server writes them with the page; their code comes when what is looked at stands.
const Today = latePart(() => import('./today.tsx'))
const CategoryLine = latePart(() => import('./category-line.tsx'))
const WindowFilters = latePart(() => import('./window-filters.tsx'))
const WindowTools = latePart(() => import('./window-tools.tsx'))
const Card = ownPart(ProductCard)
const withNothing = <T,>(load: () => Promise<T>) => loadTexts('nothing').then(load)
const NothingHere = latePart(() => withNothing(() => import('./nothing-here.tsx')))
const NotShown = lazy(() => withNothing(() => import('./not-shown.tsx')).catch(() => ({ default: Failure })))

/** How wide a card stands, as the style sheet places it; the page grows no wider than 90rem. */
function sizesAt(index: number): string {
  const isGreat = index % 12 === 0
  const onDesks = isGreat
    ? '(min-width: 90rem) 41rem, (min-width: 48rem) 46vw'
    : '(min-width: 90rem) 20rem, (min-width: 48rem) 22vw'
  return `${onDesks}, ${index % 7 === 0 ? '92vw' : '45vw'}`
}

function categoryIn(tree: Category[], slug: string | undefined): Category | undefined {
  for (const one of tree) {
    const found = one.slug === slug ? one : categoryIn(one.children, slug)
    if (found) return found
  }
  return undefined
}

/** The store's window. */
export default function VidrieraPage() {
  const params = useParams<{ store: string }>()
  const location = useLocation()
  const store = useStore()
  const search = createMemo(() => searchOf(location.query))
  const categories = createAsync(() => loadCategories(params.store))
  const products = createAsync(() => loadProducts(params.store, search()))
  const facets = createAsync(() => loadFacets(params.store, search()))
  const tree = () => {
    const answer = categories()
    return answer?.ok ? answer.value.categories : []
  }
  const found = () => {
    const answer = facets()
    return answer?.ok ? answer.value : null
  }
  const shown = () => {
    const answer = products()
    return answer?.ok ? answer.value : null
  }
  const problem = () => {
    const answer = products()
    return !answer || answer.ok ? null : answer.problem
  }
  const category = createMemo(() => categoryIn(tree(), search().category))
  const isFront = () => Object.keys(search()).length === 0
  onMount(() => countVisit(params.store, { kind: 'window' }))
  createPriceAge(() => {
    const answer = products()
    return answer?.ok ? answer.at : null
  })
  createPageHead(() => ({
    title: [search().q, category()?.name, store().name].filter(Boolean).join(' · '),
    description: category()?.description ?? store().tagline,
    canonical: paths.window(store().slug, { category: search().category }),
    picture: `${paths.window(store().slug)}link.jpg`,
    // Only search engines read it, and they read what the server sends.
    structured: import.meta.env.SSR
      ? structuredData((absolute) => [
          ...storeData(store(), absolute),
          ...categoryData(tree(), search().category, store(), absolute),
        ])
      : [],
  }))
  return (
    <>
      <div class="window-head" data-front={isFront()}>
        <h1>{category()?.name ?? store().name}</h1>
        <div class="window-voice">
          <Show when={category() ? category()?.description : isFront() && store().tagline}>
            {(voice) => <p class="tagline">{voice()}</p>}
          </Show>
          <Show when={isFront()}>
            <Today />
          </Show>
        </div>
        <CategoryLine categories={tree()} chosen={search().category} />
        <WindowTools search={search()} />
      </div>
      <Show when={found()}>{(facets) => <WindowFilters facets={facets()} search={search()} />}</Show>
      <Show when={shown()}>{(first) => <Products first={first()} search={search()} />}</Show>
      <Show when={problem()}>{(found) => <NotShown problem={found()} search={search()} />}</Show>
    </>
  )
}

function Products(props: { first: CardPage; search: WindowSearch }) {
  const store = useStore()
  const words = useTexts('window')
  const pages = createWindowPages(
    store,
    () => props.search,
    () => props.first,
  )
  return (
    <section class="products" aria-label={words.products} aria-busy={pages.state() === 'loading'}>
      <Show when={pages.items().length > 0} fallback={<NothingHere search={props.search} />}>
        <ul class="grid">
          <For each={pages.items()}>
            {(item, index) => (
              <li>
                <Card item={item} sizes={sizesAt(index())} isEager={index() === 0} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="paging">
        <Show when={pages.state() === 'failed'}>
          <p role="alert">{words.moreFailed}</p>
        </Show>
        <Show when={props.search.cursor}>
          <a href={paths.window(store().slug, { ...props.search, cursor: undefined })}>{words.start}</a>
        </Show>
        <Show when={pages.nextCursor()}>
          {(cursor) => (
            <a
              class="button"
              href={paths.window(store().slug, { ...props.search, cursor: cursor() })}
              onClick={(event) => {
                event.preventDefault()
                void pages.more()
              }}
            >
              {pages.state() === 'loading' ? words.loadingMore : words.more}
            </a>
          )}
        </Show>
      </div>
    </section>
  )
}

import { createAsync, useLocation, useParams } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import type { ProductPage } from '../../shared/catalogue.ts'
import type { ProductQuery } from '../platform/api.ts'
import { useTexts } from '../platform/i18n.ts'
import { loadCategories, loadProducts } from '../platform/loaders.ts'
import { createPageHead } from '../platform/page.ts'
import { storeData, structuredData } from '../platform/structured-data.ts'
import { useStore } from '../platform/store-context.ts'
import { Failure } from '../ui/failure.tsx'
import { paths } from '../paths.ts'
import { createWindowPages } from './create-window-pages.ts'
import { CategoryLine, SearchForm } from './filters.tsx'
import { ProductCard } from './product-card.tsx'
import { searchOf } from './window-search.ts'
import './vidriera.css'

const EAGER_PICTURES = 3

/** How wide a card stands, as the style sheet places it. */
function sizesAt(index: number): string {
  const onPhones = index % 7 === 0 ? '100vw' : '50vw'
  const onDesks = index % 12 === 0 || index % 12 === 11 ? '50vw' : '25vw'
  return `(min-width: 48rem) ${onDesks}, ${onPhones}`
}

/** The store's window. */
export default function VidrieraPage() {
  const params = useParams<{ store: string }>()
  const location = useLocation()
  const store = useStore()
  const search = createMemo(() => searchOf(location.query))
  const categories = createAsync(() => loadCategories(params.store))
  const products = createAsync(() => loadProducts(params.store, search()))
  const tree = () => {
    const answer = categories()
    return answer?.ok ? answer.value.categories : []
  }
  const isFront = () => Object.keys(search()).length === 0
  createPageHead(() => ({
    title: [search().q, store().name].filter(Boolean).join(' · '),
    description: store().tagline,
    canonical: paths.window(store().slug, { category: search().category }),
    picture: `${paths.window(store().slug)}link.jpg`,
    structured: structuredData((absolute) => storeData(store(), absolute)),
  }))
  return (
    <>
      <div class="window-head" data-front={isFront()}>
        <h1>{store().name}</h1>
        <Show when={store().tagline}>{(tagline) => <p class="tagline">{tagline()}</p>}</Show>
        <CategoryLine categories={tree()} chosen={search().category} />
        <SearchForm search={search()} />
      </div>
      <Show when={products()}>
        {(answer) => {
          const found = answer()
          return found.ok ? (
            <Products first={(answer() as typeof found).value} search={search()} />
          ) : (
            <Failure problem={found.problem} homeHref={paths.window(params.store)} />
          )
        }}
      </Show>
    </>
  )
}

function Products(props: { first: ProductPage; search: ProductQuery }) {
  const store = useStore()
  const words = useTexts('window')
  const pages = createWindowPages(
    () => store().slug,
    () => props.search,
    () => props.first,
  )
  return (
    <section class="products" aria-label={words.products} aria-busy={pages.state() === 'loading'}>
      <Show when={pages.items().length > 0} fallback={<NothingHere q={props.search.q} />}>
        <ul class="grid">
          <For each={pages.items()}>
            {(item, index) => (
              <li>
                <ProductCard item={item} sizes={sizesAt(index())} isEager={index() < EAGER_PICTURES} />
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

function NothingHere(props: { q: string | undefined }) {
  const store = useStore()
  const words = useTexts('window')
  return (
    <div class="nothing">
      <p>{props.q ? words.nothingFound(props.q) : words.empty}</p>
      <a class="button" href={paths.window(store().slug)}>
        {useTexts('shop').seeEverything}
      </a>
    </div>
  )
}

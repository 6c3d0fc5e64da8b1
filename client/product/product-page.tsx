import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import type { HeldVariant, Product } from '../../shared/catalogue.ts'
import { createPriceAge } from '../platform/connection.ts'
import { useTexts } from '../platform/i18n.ts'
import { loadProduct } from '../platform/loaders.ts'
import { createPageHead, createPageMove } from '../platform/page.ts'
import { createAsync } from '../platform/query.ts'
import { useParams } from '../platform/router.tsx'
import { productData, structuredData } from '../platform/structured-data.ts'
import { useStore } from '../platform/store-context.ts'
import { countVisit } from '../platform/visits.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Failure } from '../ui/late-failure.tsx'
import { Price } from '../ui/price.tsx'
import { paths } from '../paths.ts'
import { BuyBox, Undecided, whatsappHref } from './buy-box.tsx'
import { reachedVariants } from './choose-picture.ts'
import { findVariant, isBuyable, openOption, settledChoice, type Choice } from './choose-variant.ts'
import { Details } from './details.tsx'
import { Gallery } from './gallery.tsx'
import { RelatedPlace } from './related-place.tsx'
import { heldWords, stockWords } from './stock-words.ts'
import { TitlePicker, VariantPicker } from './variant-picker.tsx'
import './product.css'

/** One product: to look at, to choose a variant of, to pick. */
export default function ProductPage() {
  const params = useParams<{ store: string; slug: string }>()
  const product = createAsync(() => loadProduct(params.store, params.slug))
  const shown = () => {
    const answer = product()
    return answer?.ok ? answer.value : null
  }
  const problem = () => {
    const answer = product()
    return !answer || answer.ok ? null : answer.problem
  }
  /** The same product read anew is no second visit. */
  const productId = createMemo(() => shown()?.id ?? null)
  createPriceAge(() => {
    const answer = product()
    return answer?.ok ? answer.at : null
  })
  createEffect(() => {
    const opened = productId()
    if (opened !== null) countVisit(params.store, { kind: 'product', productId: opened })
  })
  return (
    <>
      {/* read anew, the same product leaves what was chosen of it as it is */}
      <Show when={shown()?.id} keyed>
        {(_id) => <Show when={shown()}>{(value) => <ProductView product={value()} />}</Show>}
      </Show>
      <Show when={problem()}>
        {(value) => <Failure problem={value()} homeHref={paths.window(params.store)} />}
      </Show>
    </>
  )
}

function ProductView(props: { product: Product }) {
  const params = useParams<{ store: string; slug: string }>()
  const store = useStore()
  const texts = useTexts('product')
  const selection = useSelection()
  const [picked, setPicked] = createSignal<{ choice: Choice; variantId: string | null }>({
    choice: {},
    variantId: null,
  })
  const choice = () => ({ ...settledChoice(props.product.variants), ...picked().choice })
  const variant = createMemo(() => {
    const { variants, options } = props.product
    if (options.length > 0) return findVariant(variants, choice())
    return variants.length === 1 ? variants[0] : variants.find((one) => one.id === picked().variantId)
  })
  const reached = () => {
    const { variants, options } = props.product
    const one = variant()
    return options.length > 0 ? reachedVariants(variants, choice()) : one ? [one] : []
  }
  /** What has to be chosen next, in words; null when nothing. */
  const toChoose = () => {
    const { options } = props.product
    if (options.length > 0) return openOption(options, choice())
    return variant() ? null : texts.variant
  }
  const hasPrices = () => new Set(props.product.variants.map((one) => one.price.amount)).size > 1
  const holdOf = (variants: HeldVariant[]) => ({
    variants,
    place: store(),
    isOwn: selection.pending() !== null && variants.some(({ id }) => selection.unitsOf(id) > 0),
  })
  const words = () => {
    const found = variant()
    if (found) return heldWords(holdOf([found])) ?? stockWords(found)
    if (toChoose() === null) return texts.notMadeLong
    if (props.product.variants.some(isBuyable)) return ''
    return heldWords(holdOf(props.product.variants)) ?? texts.soldOutLong
  }
  createPageMove(() =>
    props.product.slug === params.slug ? null : paths.product(store().slug, props.product.slug),
  )
  createPageHead(() => ({
    title: `${props.product.metaTitle ?? props.product.name} · ${store().name}`,
    description: props.product.metaDescription ?? props.product.shortDescription,
    canonical: paths.product(store().slug, props.product.slug),
    kind: 'product',
    picture: `${paths.product(store().slug, props.product.slug)}/link.jpg`,
    structured: structuredData((absolute) => productData(props.product, store(), absolute)),
  }))
  return (
    <>
      <article class="product" data-sold-out={!props.product.variants.some(isBuyable)}>
        <Gallery product={props.product} chosen={reached().map(({ id }) => id)} />
        <div class="product-choice">
          <CategoryPath product={props.product} />
          <h1>{props.product.name}</h1>
          <div class="product-offer" aria-live="polite">
            <p class="product-price">
              <Price
                now={variant()?.price ?? props.product.price}
                was={variant() ? (variant()?.compareAtPrice ?? null) : props.product.compareAtPrice}
                locale={store().locale}
                isFrom={!variant() && hasPrices()}
              />
            </p>
            <p class="product-stock">{words()}</p>
          </div>
          <Show when={props.product.shortDescription}>{(line) => <p class="product-line">{line()}</p>}</Show>
          <VariantPicker
            product={props.product}
            choice={choice()}
            onChoose={(next) => setPicked({ choice: next, variantId: null })}
          />
          <Show when={props.product.options.length === 0 && props.product.variants.length > 1}>
            <TitlePicker
              variants={props.product.variants}
              chosen={variant()?.id}
              onChoose={(variantId) => setPicked({ choice: {}, variantId })}
            />
          </Show>
          <p class="without-script">
            {texts.needsScript}{' '}
            <Show when={store().whatsapp}>
              {(phone) => (
                <a href={whatsappHref(phone(), props.product.name)} rel="noopener noreferrer">
                  {texts.askByWhatsapp}
                </a>
              )}
            </Show>
          </p>
          <Show
            when={variant()?.id}
            keyed
            fallback={<Undecided product={props.product} toChoose={toChoose()} />}
          >
            {/* read anew it is the same variant, and how many were chosen of it stays */}
            <Show when={variant()}>{(found) => <BuyBox product={props.product} variant={found()} />}</Show>
          </Show>
          <Details product={props.product} variant={variant()} locale={store().locale} />
        </div>
      </article>
      <RelatedPlace slug={props.product.slug} />
    </>
  )
}

/** Where in the window it stands, from the widest category to its own. */
function CategoryPath(props: { product: Product }) {
  const store = useStore()
  const words = useTexts('product')
  return (
    <Show when={props.product.categories.length > 0}>
      <nav class="category-path" aria-label={words.category}>
        <ol>
          <For each={props.product.categories}>
            {(category) => (
              <li>
                <a href={paths.window(store().slug, { category: category.slug })}>{category.name}</a>
              </li>
            )}
          </For>
        </ol>
      </nav>
    </Show>
  )
}

import { createAsync, useParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Product, Variant } from '../../shared/catalogue.ts'
import { texts } from '../platform/i18n.ts'
import { loadProduct } from '../platform/loaders.ts'
import { createPageHead } from '../platform/page.ts'
import { useStore } from '../platform/store-context.ts'
import { Failure } from '../ui/failure.tsx'
import { Price } from '../ui/price.tsx'
import { paths } from '../paths.ts'
import { BuyBox } from './buy-box.tsx'
import { findVariant, firstVariant, type Choice } from './choose-variant.ts'
import { Details } from './details.tsx'
import { Gallery } from './gallery.tsx'
import { stockWords } from './stock-words.ts'
import { VariantPicker } from './variant-picker.tsx'
import './product.css'

/** One product: to look at, to choose a variant of, to pick. */
export default function ProductPage() {
  const params = useParams<{ store: string; slug: string }>()
  const product = createAsync(() => loadProduct(params.store, params.slug))
  return (
    <Show when={product()} keyed>
      {(answer) =>
        answer.ok ? (
          <ProductView product={answer.value} />
        ) : (
          <Failure problem={answer.problem} homeHref={paths.window(params.store)} />
        )
      }
    </Show>
  )
}

function ProductView(props: { product: Product }) {
  const store = useStore()
  const [picked, setPicked] = createSignal<{ choice: Choice; variantId: string | null }>({
    choice: {},
    variantId: null,
  })
  const initial = createMemo(() => firstVariant(props.product.variants))
  const choice = () => ({ ...initial()?.options, ...picked().choice })
  const variant = createMemo(() => {
    const { variants, options } = props.product
    if (options.length > 0) return findVariant(variants, choice())
    return variants.find((one) => one.id === picked().variantId) ?? initial()
  })
  createPageHead(() => ({
    title: `${props.product.metaTitle ?? props.product.name} · ${store().name}`,
    description: props.product.metaDescription ?? props.product.shortDescription,
    canonical: paths.product(store().slug, props.product.slug),
  }))
  return (
    <article class="product">
      <Gallery product={props.product} variantId={variant()?.id} />
      <div class="product-choice">
        <h1>{props.product.name}</h1>
        <Show when={props.product.shortDescription}>{(line) => <p class="product-line">{line()}</p>}</Show>
        <div aria-live="polite">
          <p class="product-price">
            <Price
              now={variant()?.price ?? props.product.price}
              was={variant() ? (variant()?.compareAtPrice ?? null) : props.product.compareAtPrice}
              locale={store().locale}
            />
          </p>
          <p class="product-stock">{variantWords(variant())}</p>
        </div>
        <VariantPicker
          product={props.product}
          choice={choice()}
          onChoose={(next) => setPicked({ choice: next, variantId: null })}
        />
        <Show when={props.product.options.length === 0 && props.product.variants.length > 1}>
          <Titles
            variants={props.product.variants}
            chosen={variant()?.id}
            onChoose={(variantId) => setPicked({ choice: {}, variantId })}
          />
        </Show>
        <Show when={variant()}>{(found) => <BuyBox product={props.product} variant={found()} />}</Show>
        <Details product={props.product} variant={variant()} locale={store().locale} />
      </div>
    </article>
  )
}

const variantWords = (variant: Variant | undefined) => (variant ? stockWords(variant) : texts.product.notMade)

/** Variants of a product that names no options. */
function Titles(props: { variants: Variant[]; chosen: string | undefined; onChoose: (id: string) => void }) {
  return (
    <fieldset class="option">
      <legend>{texts.product.variant}</legend>
      <div class="option-values">
        <For each={props.variants}>
          {(variant) => (
            <label
              class="option-value"
              data-state={variant.available === 0 && !variant.backorder ? 'sold-out' : 'buyable'}
            >
              <input
                type="radio"
                name="variant"
                value={variant.id}
                checked={variant.id === props.chosen}
                onChange={() => props.onChoose(variant.id)}
              />
              <span class="option-word">{variant.title}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}

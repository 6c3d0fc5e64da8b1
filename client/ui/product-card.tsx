import { Show } from 'solid-js'
import type { CardItem } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { paths } from '../paths.ts'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'
import './product-card.css'

const FEW = 5

/** One product among others: its picture, its name, its price. */
export function ProductCard(props: { item: CardItem; sizes: string; isEager: boolean }) {
  const store = useStore()
  const words = useTexts('shop').stock
  const picture = () => props.item.images[0]
  const isSoldOut = () =>
    props.item.available === 0 && !props.item.variants.some((variant) => variant.backorder)
  const isFew = () => props.item.available !== null && props.item.available > 0 && props.item.available <= FEW
  const hasPrices = () => new Set(props.item.variants.map((variant) => variant.price.amount)).size > 1
  return (
    <a class="card" data-sold-out={isSoldOut()} href={paths.product(store().slug, props.item.slug)}>
      <Picture
        picture={picture()}
        alt=""
        name={props.item.name}
        sizes={props.sizes}
        isEager={props.isEager}
      />
      <span class="card-name">{props.item.name}</span>
      <Price
        now={props.item.price}
        was={props.item.compareAtPrice}
        locale={store().locale}
        isFrom={hasPrices()}
      />
      <Show when={isSoldOut()}>
        <span class="card-stock">{words.soldOut}</span>
      </Show>
      <Show when={isFew()}>
        <span class="card-stock">{words.left(props.item.available ?? 0)}</span>
      </Show>
    </a>
  )
}

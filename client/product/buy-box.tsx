import { createSignal, Show } from 'solid-js'
import type { Product, Variant } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { useSelection } from '../sync/selection-context.ts'
import { Quantity } from '../ui/quantity.tsx'
import { paths } from '../paths.ts'
import { boundOf, isBuyable, mostOf } from './choose-variant.ts'

/** How many, and the one button. */
export function BuyBox(props: { product: Product; variant: Variant }) {
  const store = useStore()
  const words = useTexts('product')
  const selection = useSelection()
  const [quantity, setQuantity] = createSignal(1)
  const [isFresh, setFresh] = createSignal(false)
  const chosen = () => selection.unitsOf(props.variant.id)
  const units = () => Math.min(quantity(), mostOf(props.variant))
  const name = () => [props.product.name, ...Object.values(props.variant.options)].join(' ')
  const [tooMany, setTooMany] = createSignal('')
  const add = async () => {
    setTooMany('')
    await selection.whenOpen()
    const bound = boundOf(props.variant)
    // What an open reservation of one's own holds is not among the free ones, and comes back when it is changed.
    if (bound !== null && selection.pending() === null && chosen() + units() > bound) {
      return setTooMany(words.tooMany(bound, chosen()))
    }
    await selection.add({ variantId: props.variant.id, quantity: units() }, name())
    setQuantity(1)
    setFresh(true)
  }
  return (
    <div class="buy-box needs-script">
      <Show
        when={isBuyable(props.variant)}
        fallback={
          <button type="button" class="button" disabled>
            {useTexts('shop').stock.soldOut}
          </button>
        }
      >
        <Quantity
          value={units()}
          min={1}
          max={mostOf(props.variant)}
          label={words.quantity}
          onChange={(next) => {
            setTooMany('')
            setQuantity(next)
          }}
        />
        <button type="button" class="button" data-kind="primary" onClick={() => void add()}>
          {words.choose}
        </button>
      </Show>
      <p class="too-many" role="alert">
        {tooMany()}
      </p>
      <p class="chosen" role="status" data-fresh={isFresh()}>
        <Show when={chosen() > 0}>
          {words.inSelection(chosen())} <a href={paths.selection(store().slug)}>{words.seeSelection}</a>
        </Show>
      </p>
    </div>
  )
}

/** In place of the button while there is no variant to buy: asks for the choice, or says that there is none. */
export function Undecided(props: { toChoose: string | null; isSoldOut: boolean }) {
  const words = useTexts('product')
  const ask = () => {
    const open = [...document.querySelectorAll<HTMLFieldSetElement>('.option')].find(
      (option) => !option.querySelector('input:checked'),
    )
    open?.scrollIntoView({ block: 'center' })
    open?.querySelector('input')?.focus({ preventScroll: true })
  }
  return (
    <div class="buy-box needs-script" data-undecided="true">
      <Show
        when={!props.isSoldOut && props.toChoose}
        fallback={
          <button type="button" class="button" disabled>
            {props.isSoldOut ? useTexts('shop').stock.soldOut : words.notMadeLong}
          </button>
        }
      >
        {(option) => (
          <button type="button" class="button" data-kind="primary" onClick={ask}>
            {words.chooseFirst(option())}
          </button>
        )}
      </Show>
    </div>
  )
}

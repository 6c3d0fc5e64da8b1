import { createSignal, Show } from 'solid-js'
import type { Product, Variant } from '../../shared/catalogue.ts'
import { useTexts } from '../platform/i18n.ts'
import { useStore } from '../platform/store-context.ts'
import { countVisit } from '../platform/visits.ts'
import { TellMe } from '../push/tell-me.tsx'
import { useSelection } from '../sync/selection-context.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { whatsappIcon } from '../ui/icons.ts'
import { Quantity } from '../ui/quantity.tsx'
import { paths } from '../paths.ts'
import { boundOf, isBuyable, mostOf } from './choose-variant.ts'
import { dropIntoSelection } from './drop.ts'

/** How many, and the one button. */
export function BuyBox(props: { product: Product; variant: Variant }) {
  const store = useStore()
  const words = useTexts('product')
  const selection = useSelection()
  const [quantity, setQuantity] = createSignal(1)
  const [isFresh, setFresh] = createSignal(false)
  /** Pressed before the selection stands: it is heard at once, and a second press of an impatient finger is none. */
  const [isHeard, setHeard] = createSignal(false)
  const isWaiting = () => isHeard() && selection.state() === 'opening'
  const chosen = () => selection.unitsOf(props.variant.id)
  const units = () => Math.min(quantity(), mostOf(props.variant))
  const name = () => [props.product.name, ...Object.values(props.variant.options)].join(' ')
  const [tooMany, setTooMany] = createSignal('')
  const add = async () => {
    setTooMany('')
    setHeard(true)
    await selection.whenOpen().finally(() => setHeard(false))
    const bound = boundOf(props.variant)
    // What an open reservation of one's own holds is not among the free ones, and comes back when it is changed.
    if (bound !== null && selection.pending() === null && chosen() + units() > bound) {
      return setTooMany(words.tooMany(bound, chosen()))
    }
    await selection.add({ variantId: props.variant.id, quantity: units() }, name())
    dropIntoSelection(document.querySelector('.gallery-picture[data-here="true"] .picture'))
    countVisit(store().slug, { kind: 'selected', productId: props.product.id })
    setQuantity(1)
    setFresh(true)
  }
  return (
    <div class="buy-box needs-script">
      <Show
        when={isBuyable(props.variant)}
        fallback={
          <>
            <SoldOut product={props.product} />
            <TellMe store={store().slug} subject={{ variantId: props.variant.id }} label={words.tellMe} />
          </>
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
        <Button kind="primary" isBusy={isWaiting()} onPress={() => void add()}>
          {isWaiting() ? words.choosing : words.choose}
        </Button>
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

/** In place of the button while there is no variant to buy: asks for the choice, also to be told of it once it is back. */
export function Undecided(props: { product: Product; toChoose: string | null }) {
  const words = useTexts('product')
  const ask = () => {
    const open = [...document.querySelectorAll<HTMLFieldSetElement>('.product-choice .choices')].find(
      (choices) => !choices.querySelector('input:checked'),
    )
    open?.scrollIntoView({ block: 'center' })
    open?.querySelector('input')?.focus({ preventScroll: true })
  }
  return (
    <div class="buy-box needs-script">
      <Show
        when={props.toChoose}
        fallback={
          <Button reason={words.notMadeLong} onPress={() => undefined}>
            {words.notMadeLong}
          </Button>
        }
      >
        {(option) => (
          <Show
            when={props.product.variants.some(isBuyable)}
            fallback={
              <>
                <SoldOut product={props.product} />
                <Show when={props.product.variants.length > 0}>
                  <Button kind="quiet" onPress={ask}>
                    {words.chooseToTell(option())}
                  </Button>
                </Show>
              </>
            }
          >
            <Button kind="primary" onPress={ask}>
              {words.chooseFirst(option())}
            </Button>
          </Show>
        )}
      </Show>
    </div>
  )
}

/** Who wants it all the same asks the shop when it is back. */
function SoldOut(props: { product: Product }) {
  const store = useStore()
  const words = useTexts('product')
  return (
    <Show
      when={store().whatsapp}
      fallback={
        <button type="button" class="button" disabled>
          {useTexts('shop').stock.soldOut}
        </button>
      }
    >
      {(phone) => (
        <LinkButton
          icon={whatsappIcon}
          href={whatsappHref(phone(), words.whenBackQuestion(props.product.name))}
          rel="noopener noreferrer"
        >
          {words.whenBack}
        </LinkButton>
      )}
    </Show>
  )
}

export const whatsappHref = (phone: string, text: string) =>
  `https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`
